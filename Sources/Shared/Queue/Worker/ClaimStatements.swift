/// The statements with which workers look for jobs, claim them and give them back.
enum ClaimStatements {
  /// Claims up to $1 jobs for worker $2 from the lanes $3…$8, in the order of the lanes.
  ///
  /// Behind the fence of `picked` no more rows than the limit are locked; rows that another worker
  /// has locked are passed over. A worker that has been declared dead gets nothing.
  static let claim = SQL(
    "claim_jobs",
    """
    WITH lanes AS (
        SELECT l.* FROM unnest($3::text[], $4::text[], $5::smallint[], $6::uuid[], $7::bigint[], $8::int[])
            AS l(queue, kind, priority, workspace_id, after_id, share)
        WHERE NOT EXISTS (SELECT FROM pipeline.queues q
            WHERE q.name = l.queue AND q.paused_at IS NOT NULL)
    ), picked AS MATERIALIZED (
        SELECT p.id FROM lanes l CROSS JOIN LATERAL (
            SELECT j.id FROM pipeline.jobs j
            WHERE j.state = 'available' AND j.crashes < 2 AND j.queue = l.queue AND j.kind = l.kind
              AND j.priority = l.priority AND j.workspace_id = l.workspace_id AND j.id > l.after_id
            ORDER BY j.id LIMIT l.share FOR UPDATE SKIP LOCKED
        ) p
        WHERE EXISTS (SELECT FROM pipeline.workers w WHERE w.id = $2)
        LIMIT $1
    ), \(taking)
    """)

  /// Claims one job that has seen two workers die, of the queues $2 and kinds $3, for worker $1.
  static let claimSuspect = SQL(
    "claim_suspect_job",
    """
    WITH picked AS MATERIALIZED (
        SELECT j.id FROM pipeline.jobs j
        WHERE j.state = 'available' AND j.crashes >= 2 AND j.queue = ANY ($2::text[])
          AND j.kind = ANY ($3::text[])
          AND NOT EXISTS (SELECT FROM pipeline.queues q
              WHERE q.name = j.queue AND q.paused_at IS NOT NULL)
          AND EXISTS (SELECT FROM pipeline.workers w WHERE w.id = $1)
        ORDER BY j.id LIMIT 1 FOR UPDATE SKIP LOCKED
    ), \(taking.replacing("$2", with: "$1"))
    """)

  private static let taking = """
    claim AS MATERIALIZED (
        INSERT INTO pipeline.claims (token, worker_id, job_ids)
        SELECT nextval('pipeline.claim_tokens'), $2::uuid, array_agg(id) FROM picked HAVING count(*) > 0
        RETURNING token
    )
    UPDATE pipeline.jobs j SET state = 'running', token = claim.token, attempt = j.attempt + 1,
        claimed_at = now(),
        unique_key = CASE WHEN j.unique_while_waiting THEN NULL ELSE j.unique_key END
    FROM picked, claim WHERE j.id = picked.id
    RETURNING j.id, j.token, j.kind, j.queue, j.priority, j.workspace_id, j.args, j.attempt,
        j.max_attempts, j.crashes, j.run_at, j.trace, j.idempotency_base, j.discard_reason,
        j.cancel_requested, j.claimed_at
    """

  /// The lanes of queues $1 and kinds $2 (pairwise) that hold available jobs, each with its first
  /// job, beyond the starting points $3 (priority) and $4 (workspace); at most $5.
  ///
  /// It jumps from lane to lane in the claim index, so its cost goes with the lanes, not the jobs.
  static let lanes = SQL(
    "look_for_lanes",
    """
    WITH RECURSIVE found AS (
        SELECT f.* FROM unnest($1::text[], $2::text[], $3::smallint[], $4::uuid[])
            AS s(queue, kind, priority, workspace_id)
        CROSS JOIN LATERAL (
            SELECT j.queue, j.kind, j.priority, j.workspace_id, j.id FROM pipeline.jobs j
            WHERE j.state = 'available' AND j.crashes < 2 AND j.queue = s.queue AND j.kind = s.kind
              AND (j.priority, j.workspace_id) >= (s.priority, s.workspace_id)
            ORDER BY j.priority, j.workspace_id, j.id LIMIT 1
        ) f
        UNION ALL
        SELECT n.* FROM found l
        CROSS JOIN LATERAL (
            SELECT j.queue, j.kind, j.priority, j.workspace_id, j.id FROM pipeline.jobs j
            WHERE j.state = 'available' AND j.crashes < 2 AND j.queue = l.queue AND j.kind = l.kind
              AND (j.priority, j.workspace_id) > (l.priority, l.workspace_id)
            ORDER BY j.priority, j.workspace_id, j.id LIMIT 1
        ) n
    )
    SELECT queue, kind, priority, workspace_id, id FROM found LIMIT $5
    """)

  /// Whether the queues $1 hold a job of the kinds $2 that has seen two workers die and may run
  /// now: one in a paused queue must not keep its workers from the others.
  static let suspects = SQL(
    "look_for_suspects",
    """
    SELECT EXISTS (SELECT FROM pipeline.jobs j
        WHERE j.state = 'available' AND j.crashes >= 2 AND j.queue = ANY ($1::text[])
          AND j.kind = ANY ($2::text[])
          AND NOT EXISTS (SELECT FROM pipeline.queues q
              WHERE q.name = j.queue AND q.paused_at IS NOT NULL))
    """)

  /// Gives claimed jobs $1 with tokens $2 back untouched: the claim does not count as an attempt.
  static let release = SQL(
    "release_jobs",
    """
    WITH freed AS (
        UPDATE pipeline.jobs j SET state = 'available', token = 0, claimed_at = NULL,
            attempt = j.attempt - 1
        FROM unnest($1::bigint[], $2::bigint[]) AS t(id, token)
        WHERE j.id = t.id AND j.token = t.token
        RETURNING j.queue
    )
    SELECT count(*) AS released,
        (SELECT pipeline.wake(q.names) FROM (SELECT array_agg(DISTINCT queue) AS names FROM freed) q)
    FROM freed
    """)

  /// Frees everything that the worker's former life $1 holds; it is not dead, so nothing counts as
  /// a crash.
  static let abandon = SQL(
    "abandon_claims",
    """
    WITH lost AS (
        DELETE FROM pipeline.claims c WHERE c.worker_id = $1 RETURNING c.token, c.job_ids
    ), freed AS (
        UPDATE pipeline.jobs j SET state = 'available', token = 0, claimed_at = NULL
        FROM lost CROSS JOIN LATERAL unnest(lost.job_ids) AS h(id)
        WHERE j.id = h.id AND j.token = lost.token
        RETURNING j.id
    ), gone AS (
        DELETE FROM pipeline.workers w WHERE w.id = $1 RETURNING 1
    )
    SELECT (SELECT count(*) FROM freed) AS freed, (SELECT count(*) FROM gone) AS workers
    """)
}

extension String {
  /// The text with every occurrence of `part` exchanged, for statements that share a piece.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
