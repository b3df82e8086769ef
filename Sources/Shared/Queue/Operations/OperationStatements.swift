/// The statements of operators.
enum OperationStatements {
  private static let unfinished = """
    SELECT j.id, j.state::text AS state, j.kind, j.queue, j.priority, j.workspace_id, j.args,
        j.attempt, j.max_attempts, j.crashes, j.created_at, j.run_at, j.claimed_at,
        NULL::timestamptz AS finished_at, j.progress, NULL::jsonb AS result, j.errors,
        j.discard_reason AS reason, j.trace, w.name AS worker
    FROM pipeline.jobs j
    LEFT JOIN pipeline.claims c ON c.token = j.token LEFT JOIN pipeline.workers w ON w.id = c.worker_id
    """

  private static let finished = """
    SELECT f.id, f.state::text AS state, f.kind, f.queue, f.priority, f.workspace_id, f.args,
        f.attempt, f.max_attempts, f.crashes, f.created_at, NULL::timestamptz AS run_at,
        f.claimed_at, f.finished_at, f.progress, f.result, f.errors, f.reason, f.trace,
        NULL::text AS worker
    FROM pipeline.finished_jobs f
    """

  private static let conditions = """
    (cardinality($1::text[]) = 0 OR j.state::text = ANY ($1)) AND ($2::text IS NULL OR j.kind = $2)
    AND ($3::text IS NULL OR j.queue = $3) AND ($4::uuid IS NULL OR j.workspace_id = $4)
    AND ($5::text IS NULL OR j.errors -> -1 ->> 'code' = $5) AND ($6::bigint IS NULL OR j.id < $6)
    """

  /// The job $1, finished or not.
  static let show = SQL(
    "show_job", "\(unfinished) WHERE j.id = $1 UNION ALL \(finished) WHERE f.id = $1 LIMIT 1")

  /// Unfinished jobs in the states $1 (all where empty), of kind $2, queue $3, workspace $4, with
  /// the last error $5, numbered below $6; at most $7, newest first.
  static let listUnfinished = SQL(
    "list_jobs", "\(unfinished) WHERE \(conditions) ORDER BY j.id DESC LIMIT $7")

  /// The same among finished jobs.
  static let listFinished = SQL(
    "list_finished_jobs",
    """
    \(finished) WHERE \(conditions.replacingAliases()) ORDER BY f.id DESC LIMIT $7
    """)

  /// Puts the finished jobs $1 back into the queue, with attempts from 1 again; returns for each
  /// whether it is back, and else the job that holds its unique key. See `pipeline.retry_finished`
  /// in the migrations.
  static let retryFinished = SQL(
    "retry_finished_jobs",
    "SELECT job, is_back, key_holder FROM pipeline.retry_finished($1::bigint[])")

  /// Makes the jobs $1, which wait for their time, available now.
  static let retryWaiting = SQL(
    "retry_waiting_jobs",
    """
    WITH due AS (
        UPDATE pipeline.jobs j SET run_at = now(),
            state = CASE WHEN j.concurrency_key IS NULL THEN 'available'
                ELSE 'waiting' END::pipeline.job_state
        WHERE j.id = ANY ($1::bigint[]) AND j.state IN ('scheduled', 'retryable')
        RETURNING j.id, j.queue
    )
    SELECT id, (SELECT pipeline.wake(q.names) FROM (SELECT array_agg(DISTINCT queue) AS names
        FROM due) q) FROM due
    """)

  /// Seconds since a time, whatever it is: those without an end cannot be subtracted.
  private static func age(_ time: String) -> String {
    "extract(epoch FROM now() - greatest(least(\(time), now() + interval '1 year'), 'epoch'))"
  }

  /// Lets a worker discard the job $1, which nobody has claimed, for the reason $2: it asks the
  /// handler what is to be written then. It waits for nothing any more, neither other jobs nor its
  /// key.
  static let condemn = SQL(
    "condemn_job",
    """
    WITH condemned AS (
        UPDATE pipeline.jobs j SET run_at = now(), state = 'available', discard_reason = $2,
            pending_dependencies = CASE WHEN j.pending_dependencies IS NOT NULL THEN 0 END
        WHERE j.id = $1 AND j.state IN ('scheduled', 'available', 'retryable', 'waiting')
        RETURNING j.id, j.queue
    ), freed AS (
        DELETE FROM pipeline.job_dependencies d USING condemned c WHERE d.job_id = c.id
    )
    SELECT id, (SELECT pipeline.wake(q.names) FROM (SELECT array_agg(DISTINCT queue) AS names
        FROM condemned) q) FROM condemned
    """)

  /// Discards the job $1, which nobody has claimed, for the reason $2, at once.
  static let discard = SQL(
    "discard_job", "SELECT pipeline.finish_unclaimed($1, 'discarded', $2)")

  /// Removes finished jobs in the states $1, of kind $2, older than $3 seconds; at most $4.
  static let purge = SQL(
    "purge_jobs",
    """
    DELETE FROM pipeline.finished_jobs f USING (
        SELECT tableoid, ctid FROM pipeline.finished_jobs
        WHERE state::text = ANY ($1::text[]) AND ($2::text IS NULL OR kind = $2)
          AND finished_at < now() - $3::float8 * interval '1 second'
        LIMIT $4
    ) old WHERE f.tableoid = old.tableoid AND f.ctid = old.ctid
    """)

  /// How each queue stands: depth by state, age of the oldest available job, finished lately.
  static let queues = SQL(
    "list_queues",
    """
    WITH depth AS (
        SELECT j.queue, j.state::text AS state, count(*) AS n,
            \(age("min(j.run_at)")) AS age
        FROM pipeline.jobs j GROUP BY 1, 2
    ), lately AS (
        SELECT f.queue, count(*) AS n FROM pipeline.finished_jobs f
        WHERE f.finished_at > now() - interval '1 minute' GROUP BY 1
    ), names AS (
        SELECT queue AS name FROM depth UNION SELECT queue FROM lately
        UNION SELECT name FROM pipeline.queues
    )
    SELECT n.name, q.paused_at, q.reason,
        coalesce((SELECT jsonb_object_agg(d.state, d.n) FROM depth d WHERE d.queue = n.name), '{}') AS depth,
        (SELECT d.age::float8 FROM depth d WHERE d.queue = n.name AND d.state = 'available') AS oldest,
        coalesce((SELECT l.n FROM lately l WHERE l.queue = n.name), 0) AS last_minute
    FROM names n LEFT JOIN pipeline.queues q ON q.name = n.name ORDER BY n.name
    """)

  /// Unfinished jobs by queue, kind and state with the age of the oldest in seconds.
  static let depth = SQL(
    "queue_depth",
    """
    SELECT queue, kind, state::text AS state, count(*) AS jobs,
        greatest(0, \(age("min(run_at)")))::float8 AS age
    FROM pipeline.jobs GROUP BY 1, 2, 3
    """)

  /// Pauses the queue $1 for the reason $2.
  static let pause = SQL(
    "pause_queue",
    """
    INSERT INTO pipeline.queues (name, paused_at, reason) VALUES ($1, now(), $2)
    ON CONFLICT (name) DO UPDATE SET paused_at = coalesce(pipeline.queues.paused_at, now()),
        reason = excluded.reason, updated_at = now()
    """)

  /// Resumes the queue $1.
  static let resume = SQL(
    "resume_queue",
    """
    WITH open AS (
        UPDATE pipeline.queues SET paused_at = NULL, reason = NULL, updated_at = now()
        WHERE name = $1 RETURNING 1
    )
    SELECT count(*), pipeline.wake(ARRAY[$1::text]) FROM open
    """)

  /// The workers that are alive.
  static let workers = SQL(
    "list_workers",
    """
    SELECT name, version, queues, running, cardinality(tokens) AS claims,
        extract(epoch FROM now() - heartbeat_at)::float8 AS silent_for,
        extract(epoch FROM now() - started_at)::float8 AS age
    FROM pipeline.workers ORDER BY started_at
    """)
}

extension String {
  /// The conditions on `j` as conditions on `f`.
  fileprivate func replacingAliases() -> String {
    var result = ""
    var previous: Character = " "
    var rest = self[...]
    while let character = rest.popFirst() {
      let isAlias = character == "j" && rest.first == "." && !previous.isLetter && previous != "_"
      result.append(isAlias ? "f" : character)
      previous = character
    }
    return result
  }
}
