/// The statements by which a worker shows that it lives, and looks after the queue.
enum LifeStatements {
  /// Makes the worker's life $1 known, with its name, version, queues, kinds and timeout seconds.
  static let register = SQL(
    "register_worker",
    """
    INSERT INTO pipeline.workers (id, name, version, queues, kinds, timeout)
    VALUES ($1, $2, $3, $4, $5, $6::float8 * interval '1 second')
    ON CONFLICT (id) DO UPDATE SET heartbeat_at = now()
    """)

  /// Announces what holds for kinds, for those who enqueue from SQL.
  static let announce = SQL(
    "announce_kinds",
    """
    INSERT INTO pipeline.job_kinds AS k (name, queue, priority, max_attempts)
    SELECT * FROM unnest($1::text[], $2::text[], $3::smallint[], $4::smallint[]) ORDER BY 1
    ON CONFLICT (name) DO UPDATE SET queue = excluded.queue, priority = excluded.priority,
        max_attempts = excluded.max_attempts, updated_at = now()
    WHERE (k.queue, k.priority, k.max_attempts)
        IS DISTINCT FROM (excluded.queue, excluded.priority, excluded.max_attempts)
    """)

  /// The worker $1 lives, holds the tokens $2, is done with the tokens $3 and runs $4 jobs.
  /// Returns whether it is still known, and the jobs it holds that are to be cancelled.
  static let beat = SQL(
    "beat",
    """
    WITH beat AS (
        UPDATE pipeline.workers w SET heartbeat_at = now(), tokens = $2, running = $4
        WHERE w.id = $1 RETURNING 1
    ), over AS (
        DELETE FROM pipeline.claims c WHERE c.token = ANY ($3::bigint[])
    )
    SELECT EXISTS (SELECT FROM beat) AS known, ARRAY(
        SELECT j.id FROM pipeline.jobs j WHERE j.cancel_requested AND j.token = ANY ($2::bigint[])
    ) AS cancelled
    """)

  /// The worker $1 has ended, with nothing left in its hands.
  static let leave = SQL(
    "leave",
    """
    WITH gone AS (DELETE FROM pipeline.workers w WHERE w.id = $1)
    DELETE FROM pipeline.claims c WHERE c.token = ANY ($2::bigint[])
    """)

  /// See `pipeline.rescue_jobs` in the migrations.
  static let rescue = SQL(
    "rescue_jobs",
    "SELECT dead_workers, lost_claims, rescued, condemned FROM pipeline.rescue_jobs()"
  )

  /// See `pipeline.promote_due` in the migrations.
  static let promote = SQL(
    "promote_due_jobs", "SELECT promoted, next_in FROM pipeline.promote_due($1::int)")

  /// See `pipeline.admit_waiting` in the migrations.
  static let admitWaiting = SQL(
    "admit_waiting_jobs", "SELECT admitted, last_key FROM pipeline.admit_waiting($1::int, $2)")

  /// See `pipeline.admit` in the migrations.
  static let admit = SQL("admit_key", "SELECT pipeline.admit($1)")

  /// See `pipeline.rotate_finished_jobs` in the migrations.
  static let rotate = SQL(
    "rotate_finished_jobs", "SELECT created, dropped FROM pipeline.rotate_finished_jobs($1::int)")

  /// Removes finished jobs whose own time is over; at most $1.
  static let prune = SQL(
    "prune_finished_jobs",
    """
    DELETE FROM pipeline.finished_jobs f USING (
        SELECT tableoid, ctid FROM pipeline.finished_jobs
        WHERE expires_at < now() ORDER BY expires_at LIMIT $1
    ) old WHERE f.tableoid = old.tableoid AND f.ctid = old.ctid
    """)

  /// Removes finished jobs of days that had no partition once $1 days are over since; at most $2.
  static let pruneDefault = SQL(
    "prune_finished_jobs_default",
    """
    DELETE FROM pipeline.finished_jobs_default f WHERE f.ctid = ANY (ARRAY(
        SELECT o.ctid FROM pipeline.finished_jobs_default o
        WHERE o.finished_at < (date_trunc('day', now() AT TIME ZONE 'UTC')
            - $1::int * interval '1 day') AT TIME ZONE 'UTC'
        ORDER BY o.finished_at LIMIT $2))
    """)

  /// Removes batches that ended over $1 days ago and of which no job is left unfinished; at most $2.
  static let pruneBatches = SQL(
    "prune_job_batches",
    """
    DELETE FROM pipeline.job_batches b WHERE b.id = ANY (ARRAY(
        SELECT o.id FROM pipeline.job_batches o
        WHERE o.finished_at < now() - $1::int * interval '1 day'
          AND NOT EXISTS (SELECT FROM pipeline.jobs j WHERE j.id = o.callback_job_id)
          AND NOT EXISTS (SELECT FROM pipeline.jobs j WHERE j.batch_id = o.id)
        ORDER BY o.finished_at LIMIT $2))
    """)

  /// Asks to be told of new jobs in the queues $1 for the next $2 seconds.
  static let arm = SQL(
    "arm_wakeups",
    """
    INSERT INTO pipeline.wakeups AS w (queue, armed_until)
    SELECT q, clock_timestamp() + $2::float8 * interval '1 second'
    FROM unnest($1::text[]) q ORDER BY 1
    ON CONFLICT (queue) DO UPDATE SET armed_until = excluded.armed_until
    WHERE w.armed_until < clock_timestamp() + $2::float8 / 2 * interval '1 second'
    """)
}
