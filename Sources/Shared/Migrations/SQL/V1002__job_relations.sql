-- Jobs that wait for others, batches with a callback, and keys that limit how many run at once.

CREATE TABLE pipeline.job_dependencies (
    job_id bigint NOT NULL,
    depends_on bigint NOT NULL,
    on_failure text NOT NULL CHECK (on_failure IN ('cancel', 'release')),
    PRIMARY KEY (depends_on, job_id)
);
CREATE INDEX job_dependencies_job ON pipeline.job_dependencies (job_id);

CREATE TABLE pipeline.job_batches (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    total integer NOT NULL,
    remaining integer NOT NULL,
    failed integer NOT NULL DEFAULT 0,
    callback_job_id bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
) WITH (fillfactor = 50);
CREATE INDEX job_batches_finished ON pipeline.job_batches (finished_at) WHERE finished_at IS NOT NULL;

-- Tells idle workers of a queue that there is something to claim. Silent while none is idle, so
-- that commits of a busy system never queue on the lock of NOTIFY.
CREATE FUNCTION pipeline.wake(queues text[]) RETURNS void
LANGUAGE sql SET search_path = pipeline, pg_temp
AS $$
    SELECT pg_notify('pipeline_jobs', w.queue)
    FROM pipeline.wakeups w WHERE w.queue = ANY (queues) AND w.armed_until > clock_timestamp()
$$;

-- The state in which a job stands that waits for no other job.
CREATE FUNCTION pipeline.ready_state(run_at timestamptz, concurrency_key text)
RETURNS pipeline.job_state LANGUAGE sql STABLE
AS $$
    SELECT (CASE WHEN run_at > now() THEN 'scheduled' WHEN concurrency_key IS NOT NULL THEN 'waiting'
        ELSE 'available' END)::pipeline.job_state
$$;

-- Lets as many waiting jobs of a key go as its limit allows; -1 where somebody else is at it. It
-- never waits for a lock, so that transactions that finish jobs of several keys cannot deadlock.
CREATE FUNCTION pipeline.admit(key text) RETURNS integer
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    admitted text[];
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('pipeline.admit:' || key, 0)) THEN RETURN -1; END IF;
    WITH active AS (
        SELECT count(*) AS n FROM jobs
        WHERE concurrency_key = key AND state IN ('available', 'running')
    ), next AS (
        SELECT j.id FROM jobs j
        WHERE j.concurrency_key = key AND j.state = 'waiting'
          AND coalesce(j.pending_dependencies, 0) = 0
        ORDER BY j.priority, j.id
        LIMIT (SELECT greatest(0, coalesce(
            (SELECT w.concurrency_limit FROM jobs w
             WHERE w.concurrency_key = key AND w.state = 'waiting' ORDER BY w.id DESC LIMIT 1), 1)
            - (SELECT n FROM active)))
        FOR UPDATE SKIP LOCKED
    ), freed AS (
        UPDATE jobs j SET state = 'available' FROM next WHERE j.id = next.id RETURNING j.queue
    )
    SELECT array_agg(queue) INTO admitted FROM freed;
    IF admitted IS NULL THEN RETURN 0; END IF;
    PERFORM wake(admitted);
    RETURN cardinality(admitted);
END
$$;

-- What the end of a job means for others: dependents, its concurrency key. Called by the statement
-- that finishes the job, in its transaction; it must not look at the finished row itself.
CREATE FUNCTION pipeline.follow_up(finished bigint, final pipeline.job_state, key text)
RETURNS void
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    link record;
    freed text[];
BEGIN
    DELETE FROM job_dependencies WHERE job_id = finished;
    FOR link IN
        DELETE FROM job_dependencies WHERE depends_on = finished RETURNING job_id, on_failure
    LOOP
        IF final <> 'completed' AND link.on_failure = 'cancel' THEN
            PERFORM finish_unclaimed(link.job_id, 'cancelled', 'job ' || finished || ', which it waits for, was ' || final);
        ELSE
            WITH ready AS (
                UPDATE jobs j SET pending_dependencies = j.pending_dependencies - 1,
                    state = CASE WHEN j.pending_dependencies = 1 AND j.state = 'waiting'
                        THEN ready_state(j.run_at, j.concurrency_key) ELSE j.state END
                WHERE j.id = link.job_id
                RETURNING j.queue, j.state, j.concurrency_key, j.pending_dependencies
            )
            SELECT array_agg(r.queue) FILTER (WHERE r.state = 'available') INTO freed FROM ready r;
            IF freed IS NOT NULL THEN PERFORM wake(freed); END IF;
            PERFORM admit(j.concurrency_key) FROM jobs j
            WHERE j.id = link.job_id AND j.state = 'waiting' AND j.pending_dependencies = 0
              AND j.concurrency_key IS NOT NULL;
        END IF;
    END LOOP;
    -- Where another transaction is admitting, it may not see this end: a worker looks once more.
    IF key IS NOT NULL AND admit(key) < 0 THEN
        PERFORM pg_notify('pipeline_keys', left(key, 400));
    END IF;
END
$$;

-- Counts finished jobs of a batch; the last one lets the callback go.
CREATE FUNCTION pipeline.count_batch(batch bigint, finished integer, failures integer) RETURNS void
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    callback bigint;
    freed text[];
BEGIN
    UPDATE job_batches b SET remaining = b.remaining - finished, failed = b.failed + failures,
        finished_at = CASE WHEN b.remaining - finished <= 0 THEN now() END
    WHERE b.id = batch
    RETURNING CASE WHEN b.remaining <= 0 THEN b.callback_job_id END INTO callback;
    IF callback IS NULL THEN RETURN; END IF;
    WITH ready AS (
        UPDATE jobs j SET pending_dependencies = 0, state = ready_state(j.run_at, j.concurrency_key)
        WHERE j.id = callback AND j.state = 'waiting' RETURNING j.queue
    )
    SELECT array_agg(queue) INTO freed FROM ready;
    IF freed IS NOT NULL THEN PERFORM wake(freed); END IF;
END
$$;

-- Moves a job that nobody has claimed to finished_jobs; false where it is claimed or gone.
CREATE FUNCTION pipeline.finish_unclaimed(job bigint, final pipeline.job_state, why text)
RETURNS boolean
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    gone jobs%ROWTYPE;
BEGIN
    DELETE FROM jobs j WHERE j.id = job AND j.state <> 'running' RETURNING j.* INTO gone;
    IF gone.id IS NULL THEN RETURN false; END IF;
    INSERT INTO finished_jobs (id, workspace_id, created_at, claimed_at, finished_at, state, attempt,
        max_attempts, priority, crashes, queue, kind, args, errors, progress, trace, reason, batch_id,
        idempotency_base)
    VALUES (gone.id, gone.workspace_id, gone.created_at, gone.claimed_at, now(), final, gone.attempt,
        gone.max_attempts, gone.priority, gone.crashes, gone.queue, gone.kind, gone.args, gone.errors,
        gone.progress, gone.trace, why, gone.batch_id, gone.idempotency_base);
    IF gone.has_followups THEN PERFORM follow_up(gone.id, final, gone.concurrency_key); END IF;
    IF gone.batch_id IS NOT NULL THEN
        PERFORM count_batch(gone.batch_id, 1, CASE WHEN final = 'completed' THEN 0 ELSE 1 END);
    END IF;
    RETURN true;
END
$$;

-- Makes a job, which the same transaction has enqueued as waiting, wait for others. Locks them in
-- the order of their ids, so that two callers cannot deadlock.
CREATE FUNCTION pipeline.add_dependencies(job bigint, others bigint[], on_failure text)
RETURNS integer
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    other bigint;
    ended pipeline.job_state;
    open integer := 0;
    freed text[];
BEGIN
    FOR other IN SELECT DISTINCT o FROM unnest(others) o WHERE o <> job ORDER BY 1 LOOP
        UPDATE jobs SET has_followups = true WHERE id = other;
        IF FOUND THEN
            INSERT INTO job_dependencies VALUES (job, other, add_dependencies.on_failure)
            ON CONFLICT DO NOTHING;
            open := open + 1;
            CONTINUE;
        END IF;
        SELECT f.state INTO ended FROM finished_jobs f WHERE f.id = other;
        IF ended IS NULL THEN
            RAISE EXCEPTION 'no such job to wait for' USING ERRCODE = 'foreign_key_violation';
        END IF;
        IF ended <> 'completed' AND add_dependencies.on_failure = 'cancel' THEN
            PERFORM finish_unclaimed(job, 'cancelled', 'job ' || other || ', which it waits for, was ' || ended);
            RETURN -1;
        END IF;
    END LOOP;
    WITH ready AS (
        UPDATE jobs j SET pending_dependencies = open, has_followups = true,
            state = CASE WHEN open = 0 THEN ready_state(j.run_at, j.concurrency_key) ELSE 'waiting' END
        WHERE j.id = job RETURNING j.queue, j.state
    )
    SELECT array_agg(queue) FILTER (WHERE state = 'available') INTO freed FROM ready;
    IF freed IS NOT NULL THEN PERFORM wake(freed); END IF;
    RETURN open;
END
$$;

-- Closes a new batch: its callback is known from now on, and parts that were not added, since
-- another job holds their unique key, count as finished.
CREATE FUNCTION pipeline.settle_batch(batch bigint, callback bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    added integer;
    wanted integer;
BEGIN
    SELECT count(*) INTO added FROM jobs j WHERE j.batch_id = batch;
    UPDATE job_batches b SET callback_job_id = callback WHERE b.id = batch RETURNING b.total INTO wanted;
    IF wanted > added THEN PERFORM count_batch(batch, wanted - added, 0);
    ELSIF wanted = 0 THEN PERFORM count_batch(batch, 0, 0);
    END IF;
END
$$;
