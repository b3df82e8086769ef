/// The statements about schedules.
enum ScheduleStatements {
  /// Sets schedules, column by column; a known name is changed and is next due as given.
  static let set = SQL(
    "set_schedules",
    """
    INSERT INTO pipeline.schedules AS s (name, kind, expression, zone, args, workspace_id, user_id,
        queue, gap, overlap, missed, next_at)
    SELECT r.name, r.kind, r.expression, r.zone, r.args::jsonb, r.workspace_id, r.user_id, r.queue,
        r.gap, r.overlap, r.missed, r.next_at
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[])
        AS r(name, kind, expression, zone, args, workspace_id, user_id, queue, gap, overlap, missed, next_at)
    ORDER BY r.name
    ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, expression = excluded.expression,
        zone = excluded.zone, args = excluded.args, workspace_id = excluded.workspace_id,
        user_id = excluded.user_id, queue = excluded.queue, gap = excluded.gap,
        overlap = excluded.overlap, missed = excluded.missed, problem = NULL, updated_at = now(),
        next_at = CASE WHEN (s.expression, s.zone, s.gap, s.overlap)
            IS DISTINCT FROM (excluded.expression, excluded.zone, excluded.gap, excluded.overlap)
            OR s.next_at IS NULL THEN excluded.next_at ELSE s.next_at END
    """)

  /// Removes the schedules of the names $1.
  static let remove = SQL(
    "remove_schedules", "DELETE FROM pipeline.schedules WHERE name = ANY ($1::text[])")

  /// Pauses ($2 true) or resumes the schedules of the names $1; what passed in between is not
  /// made up for, so a resumed one is next due at $3 where that is given.
  static let pause = SQL(
    "pause_schedules",
    """
    UPDATE pipeline.schedules SET paused_at = CASE WHEN $2::bool THEN now() END,
        next_at = coalesce($3::timestamptz, next_at), updated_at = now()
    WHERE name = ANY ($1::text[])
    """)

  /// The schedules, those of the prefix $1, at most $2.
  static let list = SQL(
    "list_schedules",
    """
    SELECT name, kind, expression, zone, args, workspace_id, user_id, queue, gap, overlap, missed,
        next_at, last_at, paused_at IS NOT NULL AS paused, problem
    FROM pipeline.schedules WHERE starts_with(name, $1) ORDER BY name LIMIT $2
    """)

  /// Due schedules, at most $1, without those of the zones $2, locked for this transaction; passed over where another worker has
  /// them. With each the database's time and the defaults of its kind.
  static let due = SQL(
    "due_schedules",
    """
    SELECT s.id, s.expression, s.zone, s.gap, s.overlap, s.missed, s.next_at, s.args, s.kind,
        coalesce(s.queue, k.queue, 'default') AS queue,
        coalesce(s.priority, k.priority, 2::smallint) AS priority,
        coalesce(k.max_attempts, 20::smallint) AS max_attempts, s.workspace_id, now() AS now
    FROM pipeline.schedules s LEFT JOIN pipeline.job_kinds k ON k.name = s.kind
    WHERE s.next_at <= now() AND s.paused_at IS NULL AND s.zone <> ALL ($2::text[])
    ORDER BY s.next_at LIMIT $1 FOR UPDATE OF s SKIP LOCKED
    """)

  /// The schedules $1 fired for the times $2 (NULL: not at all), are next due at $3, and have the
  /// problems $4.
  static let fired = SQL(
    "fired_schedules",
    """
    UPDATE pipeline.schedules s SET last_at = coalesce(t.last_at, s.last_at), next_at = t.next_at,
        problem = t.problem
    FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::text[])
        AS t(id, last_at, next_at, problem)
    WHERE s.id = t.id
    """)

  /// Seconds until a schedule is next due, those of the zones $1 left out; NULL where none is.
  static let nextIn = SQL(
    "next_schedule",
    """
    SELECT extract(epoch FROM next_at - clock_timestamp())::float8 AS next_in
    FROM pipeline.schedules
    WHERE paused_at IS NULL AND next_at IS NOT NULL AND zone <> ALL ($1::text[])
    ORDER BY next_at LIMIT 1
    """)

  /// The database's time.
  static let now = SQL("database_time", "SELECT clock_timestamp()")
}
