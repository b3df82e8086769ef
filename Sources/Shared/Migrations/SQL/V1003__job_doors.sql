-- The doors into the queue for the app's backend, and what workers do about each other.

-- Enqueues a job in the caller's transaction and returns its id. With a unique key that an
-- unfinished job of the kind holds, nothing is added and that job's id is returned.
CREATE FUNCTION pipeline.enqueue(
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
        VALUES (coalesce(enqueue.workspace_id, '00000000-0000-0000-0000-000000000000'), due,
            CASE WHEN held THEN 'waiting' ELSE ready_state(due, enqueue.concurrency_key) END,
            least(greatest(coalesce(enqueue.max_attempts, defaults.max_attempts, 20), 1), 1000),
            least(greatest(coalesce(enqueue.priority, defaults.priority, 2), 0), 4),
            coalesce(enqueue.unique_while_waiting, false), chosen_queue, enqueue.kind,
            coalesce(enqueue.args, '{}'), enqueue.unique_key, enqueue.concurrency_key,
            CASE WHEN enqueue.concurrency_key IS NOT NULL
                THEN least(greatest(coalesce(enqueue.concurrency_limit, 1), 1), 10000) END,
            enqueue.trace, enqueue.batch)
        ON CONFLICT (kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING
        RETURNING id INTO job;
        EXIT WHEN job IS NOT NULL;
        SELECT j.id INTO job FROM jobs j
        WHERE j.kind = enqueue.kind AND j.unique_key = enqueue.unique_key;
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

-- Cancels a job: at once where nobody has claimed it, else by asking its worker. Returns
-- 'cancelled', 'cancelling', 'finished' or 'unknown'.
CREATE FUNCTION pipeline.cancel(job bigint, why text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pipeline, pg_temp
AS $$
DECLARE
    holder bigint;
BEGIN
    FOR turn IN 1..10 LOOP
        IF finish_unclaimed(job, 'cancelled', left(coalesce(why, 'cancelled'), 500)) THEN
            RETURN 'cancelled';
        END IF;
        UPDATE jobs j SET cancel_requested = true
        WHERE j.id = job AND j.state = 'running' RETURNING j.token INTO holder;
        IF FOUND THEN
            PERFORM pg_notify('pipeline_cancel', job || ':' || holder);
            RETURN 'cancelling';
        END IF;
        EXIT WHEN NOT EXISTS (SELECT FROM jobs j WHERE j.id = job);
    END LOOP;
    IF EXISTS (SELECT FROM finished_jobs f WHERE f.id = job) THEN RETURN 'finished'; END IF;
    RETURN 'unknown';
END
$$;

-- Frees the jobs of workers that have been silent for longer than their timeout, and of claims that
-- a live worker has not named for that long (it never got the claim's answer). One caller at a time.
CREATE FUNCTION pipeline.rescue_jobs()
RETURNS TABLE (dead_workers integer, lost_claims integer, rescued integer, condemned integer)
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    dead uuid[];
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
        DELETE FROM workers w USING silent WHERE w.id = silent.id RETURNING w.id
    )
    SELECT coalesce(array_agg(id), '{}') INTO dead FROM gone;
    dead_workers := cardinality(dead);
    FOR lost IN
        SELECT c.token, c.job_ids, w.id IS NULL AS died
        FROM claims c LEFT JOIN workers w ON w.id = c.worker_id
        WHERE w.id IS NULL
           OR (c.claimed_at < now() - w.timeout AND c.token <> ALL (w.tokens))
        ORDER BY c.token
        FOR UPDATE OF c SKIP LOCKED
    LOOP
        lost_claims := lost_claims + 1;
        FOR job IN
            UPDATE jobs j SET
                state = 'available', token = 0, claimed_at = NULL,
                crashes = j.crashes + CASE WHEN lost.died THEN 1 ELSE 0 END,
                discard_reason = CASE
                    WHEN j.discard_reason IS NOT NULL THEN j.discard_reason
                    WHEN lost.died AND j.crashes >= 2 THEN 'its worker died three times'
                    WHEN j.attempt >= j.max_attempts THEN 'its attempts are used up' END,
                errors = coalesce(j.errors, '[]') || jsonb_build_object(
                    'at', now(), 'attempt', j.attempt, 'code', 'worker_lost',
                    'message', CASE WHEN lost.died THEN 'the worker died' ELSE 'the claim was never answered' END)
            FROM unnest(lost.job_ids) AS held(id)
            WHERE j.id = held.id AND j.token = lost.token
            RETURNING j.id, j.queue, j.crashes, j.cancel_requested, j.discard_reason
        LOOP
            rescued := rescued + 1;
            IF job.cancel_requested THEN
                PERFORM finish_unclaimed(job.id, 'cancelled', 'cancelled');
            ELSIF job.crashes > 5 THEN
                PERFORM finish_unclaimed(job.id, 'discarded', job.discard_reason);
            ELSE
                IF job.discard_reason IS NOT NULL THEN condemned := condemned + 1; END IF;
                IF job.queue <> ALL (freed) THEN freed := freed || job.queue; END IF;
            END IF;
        END LOOP;
        DELETE FROM claims c WHERE c.token = lost.token;
    END LOOP;
    PERFORM wake(freed);
    RETURN NEXT;
END
$$;

-- Makes due scheduled and retryable jobs available, oldest first. Returns how many, and the
-- seconds until the next one is due (NULL where there is none).
CREATE FUNCTION pipeline.promote_due(at_most integer)
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
    SELECT extract(epoch FROM j.run_at - clock_timestamp()) INTO next_in FROM jobs j
    WHERE j.state IN ('scheduled', 'retryable') ORDER BY j.run_at LIMIT 1;
    RETURN NEXT;
END
$$;

-- Lets waiting jobs go whose key has room, for keys that nobody has looked at.
CREATE FUNCTION pipeline.admit_waiting(at_most integer, after_key text)
RETURNS TABLE (admitted integer, last_key text)
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    key text := coalesce(after_key, '');
BEGIN
    admitted := 0;
    FOR turn IN 1..at_most LOOP
        SELECT j.concurrency_key INTO key FROM jobs j
        WHERE j.concurrency_key > key ORDER BY j.concurrency_key LIMIT 1;
        last_key := key;
        EXIT WHEN key IS NULL;
        IF EXISTS (SELECT FROM jobs j WHERE j.concurrency_key = key AND j.state = 'waiting') THEN
            admitted := admitted + greatest(0, admit(key));
        END IF;
    END LOOP;
    RETURN NEXT;
END
$$;

-- Token buckets for what outside providers allow: a key earns `rate` tokens a second up to
-- `capacity`. A call reserves before it goes out and settles what it really used after.
CREATE TABLE pipeline.rate_limits (
    key text COLLATE "C" PRIMARY KEY,
    capacity double precision NOT NULL CHECK (capacity > 0),
    rate double precision NOT NULL CHECK (rate > 0),
    tokens double precision NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- Takes tokens and returns 0, or takes none and returns the seconds until that many will be there.
-- A request above the capacity is let through when the bucket is full, and leaves it in debt.
CREATE FUNCTION pipeline.reserve_rate(
    bucket text, amount double precision, full_capacity double precision, per_second double precision
) RETURNS double precision
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
DECLARE
    held double precision;
BEGIN
    INSERT INTO rate_limits (key, capacity, rate, tokens, updated_at)
    VALUES (bucket, full_capacity, per_second, full_capacity, clock_timestamp())
    ON CONFLICT (key) DO NOTHING;
    -- Locked first, read then, so that the clock is read after the wait for others.
    PERFORM FROM rate_limits r WHERE r.key = bucket FOR UPDATE;
    UPDATE rate_limits r SET
        tokens = least(full_capacity, r.tokens
            + greatest(0, extract(epoch FROM clock_timestamp() - r.updated_at)) * per_second),
        updated_at = greatest(r.updated_at, clock_timestamp()),
        capacity = full_capacity, rate = per_second
    WHERE r.key = bucket RETURNING r.tokens INTO held;
    IF held >= least(amount, full_capacity) THEN
        UPDATE rate_limits r SET tokens = r.tokens - amount WHERE r.key = bucket;
        RETURN 0;
    END IF;
    RETURN greatest(0.001, (least(amount, full_capacity) - held) / per_second);
END
$$;

-- Gives back what was reserved and not used, or takes what was used beyond it.
CREATE FUNCTION pipeline.settle_rate(
    bucket text, reserved double precision, used double precision
) RETURNS void
LANGUAGE sql SET search_path = pipeline, pg_temp
AS $$
    UPDATE rate_limits r SET tokens = least(r.capacity, r.tokens + reserved - used)
    WHERE r.key = bucket
$$;

-- Nobody but the owner calls any of these until told otherwise; see pipeline.open_doors.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA pipeline FROM PUBLIC;

-- Gives a role of the app what it needs to enqueue and cancel, and nothing else.
CREATE FUNCTION pipeline.open_doors(app_role text) RETURNS void
LANGUAGE plpgsql SET search_path = pipeline, pg_temp
AS $$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA pipeline TO %I', app_role);
    EXECUTE format('GRANT EXECUTE ON FUNCTION pipeline.enqueue(text, jsonb, uuid, timestamptz, text, '
        'integer, text, boolean, integer, text, integer, text, bigint[], text, bigint) TO %I', app_role);
    EXECUTE format('GRANT EXECUTE ON FUNCTION pipeline.cancel(bigint, text) TO %I', app_role);
END
$$;
REVOKE ALL ON FUNCTION pipeline.open_doors(text) FROM PUBLIC;
