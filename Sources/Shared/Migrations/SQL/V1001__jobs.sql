-- The queue: unfinished jobs, the claims that workers hold on them, and what has finished.
-- Why the tables and indexes are what they are stands in docs/decisions (queue storage layout).

CREATE TYPE pipeline.job_state AS ENUM
    ('waiting', 'scheduled', 'available', 'running', 'retryable', 'completed', 'cancelled', 'discarded');

-- Unfinished jobs only; the statement that finishes a job moves its row to finished_jobs.
-- The workspace of all zeros stands for "none", so that the claim index needs no second form.
CREATE TABLE pipeline.jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token bigint NOT NULL DEFAULT 0,                  -- the claim that holds it; 0 while nobody does
    workspace_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    run_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    claimed_at timestamptz,
    state pipeline.job_state NOT NULL DEFAULT 'available',
    attempt smallint NOT NULL DEFAULT 0,              -- claims so far
    max_attempts smallint NOT NULL DEFAULT 20,
    priority smallint NOT NULL DEFAULT 2,             -- 0 first, 4 last
    crashes smallint NOT NULL DEFAULT 0,              -- worker deaths while it was claimed
    unique_while_waiting boolean NOT NULL DEFAULT false,
    cancel_requested boolean NOT NULL DEFAULT false,
    has_followups boolean NOT NULL DEFAULT false,     -- its end concerns dependents, a batch or a key
    queue text COLLATE "C" NOT NULL DEFAULT 'default',
    kind text COLLATE "C" NOT NULL,
    args jsonb NOT NULL DEFAULT '{}',
    unique_key text COLLATE "C",
    concurrency_key text COLLATE "C",
    concurrency_limit smallint,
    pending_dependencies integer,
    batch_id bigint,
    progress jsonb,
    errors jsonb,                                     -- one object for each failed attempt
    trace text,                                       -- W3C traceparent of what enqueued it
    discard_reason text,                              -- set: only its discard is still to be done
    idempotency_base text                             -- what outside calls derive their keys from; else the id
) WITH (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0
);

CREATE INDEX jobs_claim ON pipeline.jobs (queue, kind, priority, workspace_id, id)
    WHERE state = 'available' AND crashes < 2;
CREATE INDEX jobs_suspect ON pipeline.jobs (id) WHERE state = 'available' AND crashes >= 2;
CREATE INDEX jobs_due ON pipeline.jobs (run_at) WHERE state IN ('scheduled', 'retryable');
CREATE UNIQUE INDEX jobs_unique ON pipeline.jobs (kind, unique_key) WHERE unique_key IS NOT NULL;
CREATE INDEX jobs_concurrency ON pipeline.jobs (concurrency_key, state, priority, id)
    WHERE concurrency_key IS NOT NULL;
CREATE INDEX jobs_cancelling ON pipeline.jobs (token) WHERE cancel_requested;
CREATE INDEX jobs_batch ON pipeline.jobs (batch_id) WHERE batch_id IS NOT NULL;

-- What is on the way to being cancelled, waiting for others, or held back says so by its state, so
-- that the claim index holds nothing but jobs that can run now.

CREATE SEQUENCE pipeline.claim_tokens;

-- One row for each claim of a batch; its token fences every later write about the batch's jobs.
CREATE TABLE pipeline.claims (
    token bigint PRIMARY KEY,
    worker_id uuid NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    job_ids bigint[] NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0);

-- One row for each life of a worker process; it names the claims that the worker knows it holds.
CREATE TABLE pipeline.workers (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    version text NOT NULL,
    queues text[] NOT NULL,
    kinds text[] NOT NULL,
    timeout interval NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    tokens bigint[] NOT NULL DEFAULT '{}',
    running integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
        autovacuum_vacuum_cost_delay = 0);

-- Defaults of the kinds that workers have announced, for jobs that are enqueued from SQL.
CREATE TABLE pipeline.job_kinds (
    name text COLLATE "C" PRIMARY KEY,
    queue text NOT NULL,
    priority smallint NOT NULL,
    max_attempts smallint NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- A row stands here once somebody has paused the queue.
CREATE TABLE pipeline.queues (
    name text COLLATE "C" PRIMARY KEY,
    paused_at timestamptz,
    reason text,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Which queues an idle worker waits on. Losing it in a crash only costs one polling interval.
CREATE UNLOGGED TABLE pipeline.wakeups (
    queue text COLLATE "C" PRIMARY KEY,
    armed_until timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- Finished jobs by the day of their end (UTC); old days are dropped whole.
CREATE TABLE pipeline.finished_jobs (
    id bigint NOT NULL,
    workspace_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    claimed_at timestamptz,
    finished_at timestamptz NOT NULL,
    expires_at timestamptz,                           -- earlier than its day's end of keeping
    state pipeline.job_state NOT NULL,
    attempt smallint NOT NULL,
    max_attempts smallint NOT NULL,
    priority smallint NOT NULL,
    crashes smallint NOT NULL,
    queue text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    args jsonb NOT NULL,
    result jsonb,
    errors jsonb,
    progress jsonb,
    trace text,
    reason text,
    batch_id bigint,
    idempotency_base text
) PARTITION BY RANGE (finished_at);

CREATE INDEX finished_jobs_id ON pipeline.finished_jobs (id);
CREATE INDEX finished_jobs_discarded ON pipeline.finished_jobs (kind, id)
    WHERE state = 'discarded';
CREATE INDEX finished_jobs_expiry ON pipeline.finished_jobs (expires_at)
    WHERE expires_at IS NOT NULL;
-- Takes what ends on a day that nobody has prepared; normally empty.
CREATE TABLE pipeline.finished_jobs_default PARTITION OF pipeline.finished_jobs DEFAULT;

-- Makes today's partition and those of the next days, drops the days that are over keep_days old.
-- Gives up quickly where an old reader holds a lock, since everybody else would queue behind it.
CREATE FUNCTION pipeline.rotate_finished_jobs(keep_days integer)
RETURNS TABLE (created integer, dropped integer)
LANGUAGE plpgsql SET search_path = pipeline, pg_temp SET timezone = 'UTC'
AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
    part text;
    day date;
BEGIN
    created := 0;
    dropped := 0;
    IF NOT pg_try_advisory_xact_lock(hashtextextended('pipeline.rotate_finished_jobs', 0)) THEN
        RETURN NEXT;
        RETURN;
    END IF;
    PERFORM set_config('lock_timeout', '200ms', true);
    FOR ahead IN 0..7 LOOP
        day := today + ahead;
        part := 'finished_jobs_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass('pipeline.' || part) IS NOT NULL;
        BEGIN
            EXECUTE format('CREATE TABLE pipeline.%I (LIKE pipeline.finished_jobs INCLUDING DEFAULTS)', part);
            EXECUTE format(
                'ALTER TABLE pipeline.finished_jobs ATTACH PARTITION pipeline.%I FOR VALUES FROM (%L) TO (%L)',
                part, day::timestamptz, (day + 1)::timestamptz);
            created := created + 1;
        EXCEPTION
            -- 23514: the default partition holds rows of that day, which stay there.
            WHEN lock_not_available OR check_violation THEN NULL;
        END;
    END LOOP;
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'pipeline.finished_jobs'::regclass AND c.relname ~ '^finished_jobs_\d{8}$'
          AND to_date(right(c.relname, 8), 'YYYYMMDD') < today - keep_days
        ORDER BY 1
    LOOP
        BEGIN
            EXECUTE format('DROP TABLE pipeline.%I', part);
            dropped := dropped + 1;
        EXCEPTION WHEN lock_not_available THEN NULL;
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', '0', true);
    RETURN NEXT;
END
$$;

SELECT pipeline.rotate_finished_jobs(30);
