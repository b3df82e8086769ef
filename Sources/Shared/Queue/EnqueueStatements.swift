/// The statements that put jobs into the queue and take them out again.
enum EnqueueStatements {
  /// Enqueues jobs without keys and dependencies, column by column: kinds $1, queues $2, arguments
  /// $3, workspaces $4, priorities $5, attempts $6, delays in seconds $7 or moments $8, traces $9,
  /// all in the batch $10 where there is one. Returns the ids in order.
  ///
  /// Idle workers are told once for each queue; while none is idle, nobody is told.
  static let many = SQL(
    "enqueue_jobs",
    """
    WITH added AS (
        INSERT INTO pipeline.jobs (kind, queue, args, workspace_id, priority, max_attempts, run_at,
            state, trace, batch_id)
        SELECT r.kind, r.queue, r.args::jsonb, r.workspace_id, r.priority, r.attempts, d.due,
            CASE WHEN d.due > now() THEN 'scheduled' ELSE 'available' END::pipeline.job_state,
            r.trace, $10
        FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::smallint[], $6::smallint[],
                $7::float8[], $8::timestamptz[], $9::text[])
            AS r(kind, queue, args, workspace_id, priority, attempts, delay, moment, trace)
        CROSS JOIN LATERAL (SELECT coalesce(r.moment,
            now() + coalesce(r.delay, 0) * interval '1 second') AS due) d
        RETURNING id, queue, state
    ), woken AS MATERIALIZED (
        SELECT count(pg_notify('pipeline_jobs', w.queue)::text) FROM pipeline.wakeups w
        WHERE w.armed_until > clock_timestamp()
          AND EXISTS (SELECT FROM added a WHERE a.queue = w.queue AND a.state = 'available')
    )
    SELECT added.id FROM added CROSS JOIN woken
    """)

  /// Enqueues one job through the door that the app's backend uses.
  static let one = SQL(
    "enqueue_job",
    """
    SELECT pipeline.enqueue($1, $2, $3,
        coalesce($4::timestamptz, now() + $16::float8 * interval '1 second'),
        $5, $6::int, $7, $8, $9::int, $10, $11::int, $12, $13::bigint[], $14, $15::bigint)
    """)

  /// See `pipeline.cancel` in the migrations.
  static let cancel = SQL("cancel_job", "SELECT pipeline.cancel($1, $2)")

  /// Opens a batch of $2 parts in the workspace $1, with its waiting callback of kind $3 in queue
  /// $4 with arguments $5, priority $6, attempts $7 and trace $8. Returns both numbers.
  static let openBatch = SQL(
    "open_batch",
    """
    WITH batch AS (
        INSERT INTO pipeline.job_batches (workspace_id, total, remaining)
        VALUES ($1, $2::int, $2::int) RETURNING id
    ), callback AS (
        INSERT INTO pipeline.jobs (workspace_id, kind, queue, args, priority, max_attempts, trace,
            state, pending_dependencies)
        SELECT $1, $3, $4, $5::jsonb || jsonb_build_object('batch', batch.id), $6::smallint,
            $7::smallint, $8, 'waiting', 1
        FROM batch RETURNING id
    )
    SELECT batch.id, callback.id FROM batch, callback
    """)

  /// Joins the batch $1 with its callback, and takes away parts that were not added.
  static let settleBatch = SQL(
    "settle_batch", "SELECT pipeline.settle_batch($1, $2)")

  /// How the batch $1 stands.
  static let batchProgress = SQL(
    "batch_progress", "SELECT total, remaining, failed FROM pipeline.job_batches WHERE id = $1")
}
