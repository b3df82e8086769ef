/// The statements that end attempts. Each demands the claim's token, so that a worker whose jobs
/// were taken over changes nothing.
enum FinishStatements {
  private static let columns = """
    id, workspace_id, created_at, claimed_at, finished_at, expires_at, state, attempt, max_attempts,
    priority, crashes, queue, kind, args, result, errors, progress, trace, reason, batch_id,
    idempotency_base
    """

  private static let consequences = """
    , counted AS MATERIALIZED (
        SELECT count(pipeline.count_batch(g.batch_id, g.n, g.failures)::text) FROM (
            SELECT batch_id, count(*)::int AS n,
                (count(*) FILTER (WHERE final <> 'completed'))::int AS failures
            FROM gone WHERE batch_id IS NOT NULL GROUP BY batch_id ORDER BY batch_id) g
    )
    SELECT gone.id, CASE WHEN gone.has_followups
        THEN pipeline.follow_up(gone.id, gone.final, gone.concurrency_key)::text END
    FROM gone CROSS JOIN counted
    """

  /// Completes the jobs $1 with tokens $2 and no results; returns the ids that were still ours.
  static let complete = SQL(
    "complete_jobs",
    """
    WITH gone AS (
        DELETE FROM pipeline.jobs j USING unnest($1::bigint[], $2::bigint[]) AS t(id, token)
        WHERE j.id = t.id AND j.token = t.token
        RETURNING j.*, 'completed'::pipeline.job_state AS final
    ), kept AS (
        INSERT INTO pipeline.finished_jobs (\(columns))
        SELECT id, workspace_id, created_at, claimed_at, now(), NULL, final, attempt, max_attempts,
            priority, crashes, queue, kind, args, NULL, errors, progress, trace, NULL, batch_id,
            idempotency_base
        FROM gone
    )
    \(consequences)
    """)

  /// Finishes the jobs $1 with tokens $2 in the states $3, with results $4, seconds of keeping $5,
  /// errors $6 and reasons $7; returns the ids that were still ours.
  static let finish = SQL(
    "finish_jobs",
    """
    WITH gone AS (
        DELETE FROM pipeline.jobs j
        USING unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::text[])
            AS t(id, token, final, outcome, keeping, failure, why)
        WHERE j.id = t.id AND j.token = t.token
        RETURNING j.*, t.final::pipeline.job_state AS final, t.outcome, t.keeping, t.failure, t.why
    ), kept AS (
        INSERT INTO pipeline.finished_jobs (\(columns), unique_key, unique_while_waiting,
            concurrency_key, concurrency_limit)
        SELECT id, workspace_id, created_at, claimed_at, now(), now() + keeping * interval '1 second',
            final, attempt, max_attempts, priority, crashes, queue, kind, args, outcome::jsonb,
            CASE WHEN failure IS NULL THEN errors ELSE coalesce(errors, '[]') || failure::jsonb END,
            progress, trace, coalesce(why, discard_reason), batch_id, idempotency_base, unique_key,
            unique_while_waiting, concurrency_key, concurrency_limit
        FROM gone
    )
    \(consequences)
    """)

  /// Puts the jobs $1 with tokens $2 back for another attempt after $3 seconds; $4 tells whether
  /// the claim does not count as an attempt, $5 is the error to keep. Returns ids still ours.
  static let putBack = SQL(
    "put_back_jobs",
    """
    WITH back AS (
        UPDATE pipeline.jobs j SET token = 0, claimed_at = NULL,
            run_at = now() + least(t.delay, \(QueueLimits.longestWait)) * interval '1 second',
            attempt = j.attempt - CASE WHEN t.refund THEN 1 ELSE 0 END,
            state = CASE WHEN t.refund THEN 'scheduled' ELSE 'retryable' END::pipeline.job_state,
            errors = CASE
                WHEN t.failure IS NULL THEN j.errors
                WHEN jsonb_array_length(j.errors) >= \(QueueLimits.errors)
                    THEN (j.errors - 0) || t.failure::jsonb
                ELSE coalesce(j.errors, '[]') || t.failure::jsonb END
        FROM unnest($1::bigint[], $2::bigint[], $3::float8[], $4::bool[], $5::text[])
            AS t(id, token, delay, refund, failure)
        WHERE j.id = t.id AND j.token = t.token
        RETURNING j.id, j.concurrency_key
    )
    SELECT id, CASE WHEN concurrency_key IS NOT NULL THEN pipeline.admit(concurrency_key) END
    FROM back
    """)

  /// Locks those of the jobs $1 with tokens $2 that are still ours and returns their ids.
  static let hold = SQL(
    "hold_jobs",
    """
    SELECT j.id FROM pipeline.jobs j
    JOIN unnest($1::bigint[], $2::bigint[]) AS t(id, token) ON j.id = t.id AND j.token = t.token
    ORDER BY j.id FOR UPDATE OF j
    """)

  /// Writes the progress $3 of the jobs $1 with tokens $2.
  static let progress = SQL(
    "report_progress",
    """
    UPDATE pipeline.jobs j SET progress = t.progress::jsonb
    FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS t(id, token, progress)
    WHERE j.id = t.id AND j.token = t.token
    """)
}
