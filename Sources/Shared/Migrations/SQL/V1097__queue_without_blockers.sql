-- A queue that no single row can hold up: times, keys and chains without end are refused or done
-- step by step, and what one row's lock keeps back keeps nothing else back.

-- As before (V1080), and refuses times that no calendar has, names without end and gaps among the
-- numbers to wait for. An empty concurrency key is none; a trace that is none is not kept.
CREATE OR REPLACE FUNCTION pipeline.enqueue(
    kind text,
    args jsonb DEFAULT '{}',
    workspace_id uuid DEFAULT NULL,
    run_at timestamptz DEFAULT NULL,                  -- NULL: at once
    queue text DEFAULT NULL,                          -- NULL: the kind's
    priority integer DEFAULT NULL,                    -- 0 first to 4 last; NULL: the kind's
    unique_key text DEFAULT NULL,
    unique_while_waiting boolean DEFAULT false,       -- true: a job that has started does not count
    max_attempts integer DEFAULT NULL,
    concurrency_key text DEFAULT NULL,
    concurrency_limit integer DEFAULT 1,              -- how many jobs of the key run at once
    trace text DEFAULT NULL,                          -- W3C traceparent
    depends_on bigint[] DEFAULT NULL,
    on_failure text DEFAULT 'cancel',                 -- of a job it depends on: cancel or release
    batch bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pipeline, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    defaults job_kinds%ROWTYPE;
    job bigint;
    chosen_queue text;
    owner uuid := coalesce(enqueue.workspace_id, '00000000-0000-0000-0000-000000000000');
    due timestamptz := coalesce(enqueue.run_at, now());
    held boolean := coalesce(cardinality(enqueue.depends_on), 0) > 0;
    shared_key text := nullif(enqueue.concurrency_key, '');
BEGIN
    IF enqueue.kind IS NULL OR enqueue.kind !~ '^[a-z][a-z0-9_.-]{0,99}$' THEN
        RAISE EXCEPTION 'a job kind is 1 to 100 of a-z, 0-9, dot, dash and underscore'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF length(enqueue.unique_key) > 500 OR length(enqueue.concurrency_key) > 400 THEN
        RAISE EXCEPTION 'a unique key holds at most 500, a concurrency key 400 characters'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF length(enqueue.queue) > 100 OR enqueue.queue = '' THEN
        RAISE EXCEPTION 'the name of a queue is 1 to 100 characters'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF NOT due BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 00:00:00+00' THEN
        RAISE EXCEPTION 'run_at lies between the years 1970 and 9999'
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'A job that is never to run is not enqueued.';
    END IF;
    IF array_position(enqueue.depends_on, NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'depends_on holds a NULL' USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Name jobs by the numbers that enqueue returned.';
    END IF;
    IF pg_column_size(enqueue.args) > 1048576 THEN
        RAISE EXCEPTION 'the arguments of a job hold at most 1 MiB'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF enqueue.on_failure NOT IN ('cancel', 'release') THEN
        RAISE EXCEPTION 'on_failure is cancel or release' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT * INTO defaults FROM job_kinds k WHERE k.name = enqueue.kind;
    chosen_queue := coalesce(enqueue.queue, defaults.queue, 'default');
    -- The job that holds the key may end between the two statements: then it is our turn.
    FOR turn IN 1..10 LOOP
        INSERT INTO jobs (workspace_id, run_at, state, max_attempts, priority, unique_while_waiting,
            queue, kind, args, unique_key, concurrency_key, concurrency_limit, trace, batch_id)
        VALUES (owner, due,
            CASE WHEN held THEN 'waiting' ELSE ready_state(due, shared_key) END,
            least(greatest(coalesce(enqueue.max_attempts, defaults.max_attempts, 20), 1), 1000),
            least(greatest(coalesce(enqueue.priority, defaults.priority, 2), 0), 4),
            coalesce(enqueue.unique_while_waiting, false), chosen_queue, enqueue.kind,
            coalesce(enqueue.args, '{}'), enqueue.unique_key, shared_key,
            CASE WHEN shared_key IS NOT NULL
                THEN least(greatest(coalesce(enqueue.concurrency_limit, 1), 1), 10000) END,
            CASE WHEN enqueue.trace ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'
                THEN enqueue.trace END, enqueue.batch)
        ON CONFLICT (workspace_id, kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING
        RETURNING id INTO job;
        EXIT WHEN job IS NOT NULL;
        SELECT j.id INTO job FROM jobs j
        WHERE j.workspace_id = owner AND j.kind = enqueue.kind AND j.unique_key = enqueue.unique_key;
        IF job IS NOT NULL THEN RETURN job; END IF;
    END LOOP;
    IF job IS NULL THEN
        RAISE EXCEPTION 'the unique key is contended' USING ERRCODE = 'serialization_failure';
    END IF;
    IF shared_key IS NOT NULL THEN
        UPDATE jobs SET has_followups = true WHERE id = job;
        IF EXISTS (SELECT FROM wakeups w WHERE w.armed_until > clock_timestamp()) THEN
            PERFORM pg_notify('pipeline_keys', shared_key);
        END IF;
    END IF;
    IF held THEN
        PERFORM add_dependencies(job, enqueue.depends_on, enqueue.on_failure);
    ELSIF due <= now() THEN
        PERFORM wake(ARRAY[chosen_queue]);
    END IF;
    RETURN job;
END
$$;

-- Moves a job that nobody has claimed to finished_jobs and counts it in its batch; returns the row,
-- whose id is NULL where it is claimed or gone. What follows for others is the caller's.
CREATE FUNCTION pipeline.take_out(job bigint, final pipeline.job_state, why text)
RETURNS pipeline.jobs
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    gone jobs%ROWTYPE;
BEGIN
    DELETE FROM jobs j WHERE j.id = job AND j.state <> 'running' RETURNING j.* INTO gone;
    IF gone.id IS NULL THEN RETURN gone; END IF;
    INSERT INTO finished_jobs (id, workspace_id, created_at, claimed_at, finished_at, state, attempt,
        max_attempts, priority, crashes, queue, kind, args, errors, progress, trace, reason, batch_id,
        idempotency_base, unique_key, unique_while_waiting, concurrency_key, concurrency_limit)
    VALUES (gone.id, gone.workspace_id, gone.created_at, gone.claimed_at, now(), final, gone.attempt,
        gone.max_attempts, gone.priority, gone.crashes, gone.queue, gone.kind, gone.args, gone.errors,
        gone.progress, gone.trace, why, gone.batch_id, gone.idempotency_base,
        gone.unique_key, gone.unique_while_waiting, gone.concurrency_key, gone.concurrency_limit);
    IF gone.batch_id IS NOT NULL THEN
        PERFORM count_batch(gone.batch_id, 1, CASE WHEN final = 'completed' THEN 0 ELSE 1 END);
    END IF;
    RETURN gone;
END
$$;
REVOKE ALL ON FUNCTION pipeline.take_out(bigint, pipeline.job_state, text) FROM PUBLIC;

-- As before (V1080).
CREATE OR REPLACE FUNCTION pipeline.finish_unclaimed(job bigint, final pipeline.job_state, why text)
RETURNS boolean
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    gone jobs%ROWTYPE;
BEGIN
    gone := take_out(job, final, why);
    IF gone.id IS NULL THEN RETURN false; END IF;
    IF gone.has_followups THEN PERFORM follow_up(gone.id, final, gone.concurrency_key); END IF;
    RETURN true;
END
$$;

-- As before (V1002), but a chain of jobs that wait for each other ends one after the other, however
-- long it is, rather than each inside the one before.
CREATE OR REPLACE FUNCTION pipeline.follow_up(finished bigint, final pipeline.job_state, key text)
RETURNS void
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    ended bigint[] := ARRAY[finished];
    keys text[] := ARRAY[key];
    states job_state[] := ARRAY[final];
    place integer := 1;
    link record;
    gone jobs%ROWTYPE;
    freed text[];
BEGIN
    WHILE place <= cardinality(ended) LOOP
        DELETE FROM job_dependencies WHERE job_id = ended[place];
        FOR link IN
            DELETE FROM job_dependencies WHERE depends_on = ended[place] RETURNING job_id, on_failure
        LOOP
            IF states[place] <> 'completed' AND link.on_failure = 'cancel' THEN
                gone := take_out(link.job_id, 'cancelled',
                    'job ' || ended[place] || ', which it waits for, was ' || states[place]);
                IF gone.has_followups THEN
                    ended := array_append(ended, gone.id);
                    keys := array_append(keys, gone.concurrency_key);
                    states := array_append(states, 'cancelled'::job_state);
                END IF;
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
        IF keys[place] IS NOT NULL AND admit(keys[place]) < 0 THEN
            PERFORM pg_notify('pipeline_keys', left(keys[place], 400));
        END IF;
        place := place + 1;
    END LOOP;
END
$$;

-- As before (V1002), but parts that have ended while the others were added are counted once.
CREATE OR REPLACE FUNCTION pipeline.settle_batch(batch bigint, callback bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    there integer;
    open integer;
BEGIN
    SELECT count(*) INTO there FROM jobs j WHERE j.batch_id = batch;
    UPDATE job_batches b SET callback_job_id = callback WHERE b.id = batch RETURNING b.remaining INTO open;
    IF open > there THEN PERFORM count_batch(batch, open - there, 0);
    ELSIF open <= 0 THEN PERFORM count_batch(batch, 0, 0);
    END IF;
END
$$;

-- As before (V1080), but in steps of a thousand jobs or a claim more, and without waiting for a row
-- that somebody else has locked. The caller asks again while there are as many.
CREATE OR REPLACE FUNCTION pipeline.rescue_jobs()
RETURNS TABLE (dead_workers integer, lost_claims integer, rescued integer, condemned integer)
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    dead jsonb;                                       -- names of the dead by their ids
    lost record;
    job record;
    freed text[] := '{}';
    before integer;
BEGIN
    dead_workers := 0;
    lost_claims := 0;
    rescued := 0;
    condemned := 0;
    IF NOT pg_try_advisory_xact_lock(hashtextextended('pipeline.rescue_jobs', 0)) THEN
        RETURN NEXT;
        RETURN;
    END IF;
    -- A heartbeat that holds its row right now is a sign of life.
    WITH silent AS (
        SELECT w.id FROM workers w WHERE w.heartbeat_at < now() - w.timeout FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM workers w USING silent WHERE w.id = silent.id RETURNING w.id, w.name
    )
    SELECT coalesce(jsonb_object_agg(id, name), '{}'), count(*) INTO dead, dead_workers FROM gone;
    FOR lost IN
        SELECT c.token, c.job_ids, w.id IS NULL AS died,
            coalesce(w.name, dead ->> c.worker_id::text, c.worker_id::text) AS worker
        FROM claims c LEFT JOIN workers w ON w.id = c.worker_id
        WHERE w.id IS NULL
           OR (c.claimed_at < now() - w.timeout AND c.token <> ALL (w.tokens))
        ORDER BY c.token
        FOR UPDATE OF c SKIP LOCKED
    LOOP
        EXIT WHEN rescued >= 1000;
        before := rescued;
        FOR job IN
            WITH free AS (
                SELECT j.id FROM jobs j
                WHERE j.id = ANY (lost.job_ids) AND j.token = lost.token FOR UPDATE SKIP LOCKED
            )
            UPDATE jobs j SET
                state = CASE WHEN lost.died AND j.crashes >= 5 THEN 'retryable' ELSE 'available' END::job_state,
                run_at = CASE WHEN lost.died AND j.crashes >= 5
                    THEN now() + least(1440, 2.0 ^ least(j.crashes - 4, 20)) * interval '1 minute'
                    ELSE j.run_at END,
                token = 0, claimed_at = NULL,
                crashes = j.crashes + CASE WHEN lost.died THEN 1 ELSE 0 END,
                discard_reason = CASE
                    WHEN j.discard_reason IS NOT NULL THEN j.discard_reason
                    WHEN lost.died AND j.crashes >= 2 THEN 'its worker died three times'
                    WHEN j.attempt >= j.max_attempts THEN 'its attempts are used up' END,
                errors = CASE WHEN jsonb_array_length(j.errors) >= 50 THEN j.errors - 0
                        ELSE coalesce(j.errors, '[]') END
                    || jsonb_strip_nulls(jsonb_build_object(
                        'at', now(), 'attempt', j.attempt, 'code', 'worker_lost',
                        'message', CASE WHEN lost.died THEN 'the worker died' ELSE 'the claim was never answered' END,
                        'worker', lost.worker, 'claim', lost.token,
                        'trace', substring(j.trace FROM '^00-([0-9a-f]{32})-')))
            FROM free WHERE j.id = free.id
            RETURNING j.id, j.queue, j.state, j.concurrency_key, j.cancel_requested, j.discard_reason
        LOOP
            rescued := rescued + 1;
            IF job.cancel_requested THEN
                PERFORM finish_unclaimed(job.id, 'cancelled', 'cancelled');
            ELSE
                IF job.discard_reason IS NOT NULL THEN condemned := condemned + 1; END IF;
                IF job.state = 'retryable' THEN
                    IF job.concurrency_key IS NOT NULL THEN PERFORM admit(job.concurrency_key); END IF;
                ELSIF job.queue <> ALL (freed) THEN
                    freed := freed || job.queue;
                END IF;
            END IF;
        END LOOP;
        -- A job that somebody holds locked is looked at again; its claim is the only trace of it.
        DELETE FROM claims c WHERE c.token = lost.token AND NOT EXISTS (
            SELECT FROM jobs j WHERE j.id = ANY (lost.job_ids) AND j.token = lost.token);
        IF FOUND OR rescued > before THEN lost_claims := lost_claims + 1; END IF;
    END LOOP;
    PERFORM wake(freed);
    RETURN NEXT;
END
$$;

-- As before (V1003), for any time that a row may hold.
CREATE OR REPLACE FUNCTION pipeline.promote_due(at_most integer)
RETURNS TABLE (promoted integer, next_in double precision)
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    freed text[];
    keys text[];
BEGIN
    WITH due AS (
        SELECT j.id FROM jobs j
        WHERE j.state IN ('scheduled', 'retryable') AND j.run_at <= now()
        ORDER BY j.run_at LIMIT at_most FOR UPDATE SKIP LOCKED
    ), moved AS (
        UPDATE jobs j SET state = CASE WHEN j.concurrency_key IS NULL
            THEN 'available'::job_state ELSE 'waiting'::job_state END
        FROM due WHERE j.id = due.id RETURNING j.queue, j.concurrency_key
    )
    SELECT count(*), array_agg(DISTINCT queue),
        array_agg(DISTINCT concurrency_key) FILTER (WHERE concurrency_key IS NOT NULL)
    INTO promoted, freed, keys FROM moved;
    IF promoted > 0 THEN
        PERFORM wake(freed);
        PERFORM admit(k) FROM unnest(keys) k;
    END IF;
    -- Times without end cannot be subtracted from each other, but a day is far enough.
    SELECT extract(epoch FROM least(j.run_at, now() + interval '1 day') - clock_timestamp())
    INTO next_in FROM jobs j
    WHERE j.state IN ('scheduled', 'retryable') AND j.run_at > '-infinity'
    ORDER BY j.run_at LIMIT 1;
    RETURN NEXT;
END
$$;
