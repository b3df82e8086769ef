-- Unique keys by workspace, what a retry needs to know of a finished job, rescues that leave every
-- end to a handler and say whose claim was lost, and indexes for keeping what is over small.

-- A key keeps out jobs of the same workspace only: another one's job must neither replace ours nor
-- have its number told.
CREATE UNIQUE INDEX jobs_unique_workspace ON pipeline.jobs (workspace_id, kind, unique_key)
    WHERE unique_key IS NOT NULL;
DROP INDEX pipeline.jobs_unique;
ALTER INDEX pipeline.jobs_unique_workspace RENAME TO jobs_unique;

-- What a job that is retried after its end gets back.
ALTER TABLE pipeline.finished_jobs
    ADD COLUMN unique_key text COLLATE "C",
    ADD COLUMN unique_while_waiting boolean,
    ADD COLUMN concurrency_key text COLLATE "C",
    ADD COLUMN concurrency_limit smallint;

-- The rows of days that had no partition go by their time.
CREATE INDEX finished_jobs_default_end ON pipeline.finished_jobs_default (finished_at);

-- As before (V1003), with unique keys by workspace.
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
BEGIN
    IF enqueue.kind IS NULL OR enqueue.kind !~ '^[a-z][a-z0-9_.-]{0,99}$' THEN
        RAISE EXCEPTION 'a job kind is 1 to 100 of a-z, 0-9, dot, dash and underscore'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF length(enqueue.unique_key) > 500 OR length(enqueue.concurrency_key) > 400 THEN
        RAISE EXCEPTION 'a unique key holds at most 500, a concurrency key 400 characters'
            USING ERRCODE = 'invalid_parameter_value';
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
            CASE WHEN held THEN 'waiting' ELSE ready_state(due, enqueue.concurrency_key) END,
            least(greatest(coalesce(enqueue.max_attempts, defaults.max_attempts, 20), 1), 1000),
            least(greatest(coalesce(enqueue.priority, defaults.priority, 2), 0), 4),
            coalesce(enqueue.unique_while_waiting, false), chosen_queue, enqueue.kind,
            coalesce(enqueue.args, '{}'), enqueue.unique_key, enqueue.concurrency_key,
            CASE WHEN enqueue.concurrency_key IS NOT NULL
                THEN least(greatest(coalesce(enqueue.concurrency_limit, 1), 1), 10000) END,
            enqueue.trace, enqueue.batch)
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
    IF enqueue.concurrency_key IS NOT NULL THEN
        UPDATE jobs SET has_followups = true WHERE id = job;
        IF EXISTS (SELECT FROM wakeups w WHERE w.armed_until > clock_timestamp()) THEN
            PERFORM pg_notify('pipeline_keys', enqueue.concurrency_key);
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

-- As before (V1002), and keeps what a retry needs.
CREATE OR REPLACE FUNCTION pipeline.finish_unclaimed(job bigint, final pipeline.job_state, why text)
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
        idempotency_base, unique_key, unique_while_waiting, concurrency_key, concurrency_limit)
    VALUES (gone.id, gone.workspace_id, gone.created_at, gone.claimed_at, now(), final, gone.attempt,
        gone.max_attempts, gone.priority, gone.crashes, gone.queue, gone.kind, gone.args, gone.errors,
        gone.progress, gone.trace, why, gone.batch_id, gone.idempotency_base,
        gone.unique_key, gone.unique_while_waiting, gone.concurrency_key, gone.concurrency_limit);
    IF gone.has_followups THEN PERFORM follow_up(gone.id, final, gone.concurrency_key); END IF;
    IF gone.batch_id IS NOT NULL THEN
        PERFORM count_batch(gone.batch_id, 1, CASE WHEN final = 'completed' THEN 0 ELSE 1 END);
    END IF;
    RETURN true;
END
$$;

-- As before (V1003), but the end of a job is always left to a worker that knows its kind, since a
-- discard writes what its handler wants. From the sixth death on, which only the discard itself can
-- cause, the job waits: two minutes, four, and so on up to a day. An error names its worker, claim
-- and trace; where the job came with no trace, the attempt's own follows from job and claim.
CREATE OR REPLACE FUNCTION pipeline.rescue_jobs()
RETURNS TABLE (dead_workers integer, lost_claims integer, rescued integer, condemned integer)
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    dead jsonb;                                       -- names of the dead by their ids
    lost record;
    job record;
    freed text[] := '{}';
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
        lost_claims := lost_claims + 1;
        FOR job IN
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
            FROM unnest(lost.job_ids) AS held(id)
            WHERE j.id = held.id AND j.token = lost.token
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
        DELETE FROM claims c WHERE c.token = lost.token;
    END LOOP;
    PERFORM wake(freed);
    RETURN NEXT;
END
$$;

-- Puts finished jobs that were discarded or cancelled back under their numbers, with attempts from
-- 1, their errors, idempotency keys and concurrency keys. One whose unique key another unfinished
-- job holds stays where it is (is_back is false). A part of a batch that has not ended belongs to it
-- again; where the batch has ended, and its callback gone, the job comes back on its own.
CREATE FUNCTION pipeline.retry_finished(wanted bigint[])
RETURNS TABLE (job bigint, is_back boolean, key_holder bigint)
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    old finished_jobs%ROWTYPE;
    freed text[] := '{}';
    keys text[] := '{}';
BEGIN
    FOR old IN
        SELECT f.* FROM finished_jobs f
        WHERE f.id = ANY (wanted) AND f.state IN ('discarded', 'cancelled')
        ORDER BY f.batch_id, f.id FOR UPDATE SKIP LOCKED
    LOOP
        job := old.id;
        key_holder := NULL;
        INSERT INTO jobs (id, workspace_id, created_at, state, priority, max_attempts,
            unique_while_waiting, has_followups, queue, kind, args, unique_key, concurrency_key,
            concurrency_limit, errors, trace, idempotency_base)
        OVERRIDING SYSTEM VALUE
        VALUES (old.id, old.workspace_id, old.created_at,
            CASE WHEN old.concurrency_key IS NULL THEN 'available' ELSE 'waiting' END::job_state,
            old.priority, old.max_attempts, coalesce(old.unique_while_waiting, false),
            old.concurrency_key IS NOT NULL, old.queue, old.kind, old.args, old.unique_key,
            old.concurrency_key, old.concurrency_limit, old.errors, old.trace, old.idempotency_base)
        ON CONFLICT DO NOTHING;
        is_back := FOUND;
        IF is_back THEN
            DELETE FROM finished_jobs f WHERE f.id = old.id AND f.finished_at = old.finished_at;
            UPDATE job_batches b SET remaining = b.remaining + 1, failed = greatest(0, b.failed - 1)
            WHERE b.id = old.batch_id AND b.finished_at IS NULL;
            IF FOUND THEN UPDATE jobs j SET batch_id = old.batch_id WHERE j.id = old.id; END IF;
            IF old.concurrency_key IS NULL THEN freed := freed || old.queue;
            ELSE keys := keys || old.concurrency_key;
            END IF;
        ELSE
            SELECT j.id INTO key_holder FROM jobs j
            WHERE j.workspace_id = old.workspace_id AND j.kind = old.kind
              AND j.unique_key = old.unique_key;
        END IF;
        RETURN NEXT;
    END LOOP;
    PERFORM wake(freed);
    PERFORM admit(k) FROM (SELECT DISTINCT k FROM unnest(keys) k) held;
END
$$;
REVOKE ALL ON FUNCTION pipeline.retry_finished(bigint[]) FROM PUBLIC;
