public import FoundationEssentials
public import Shared

/// How much time for tasks each coming day of a person has left: working hours less what calendars
/// and plans have taken, within the day's cap.
public enum FreeMinutes {
  /// Days of the person's own zone with the minutes left between two moments; days without any are
  /// left out. What is planned for `task` counts as free.
  ///
  /// Nil where the person has neither a calendar nor saved planning preferences: then nothing is
  /// known of their days. Looks at most ``PlanningLimits/freeDays`` days ahead. Throws where the
  /// actor may not act in the workspace.
  public static func byDay(
    from: Instant, until: Instant, for task: UUID, as actor: Actor, pool: PostgresPool,
    settings: Settings
  ) async throws -> [CivilDate: Int]? {
    guard from < until, let look = try await look(from, task, actor, pool) else { return nil }
    let options = RecurrenceOptions(settings: settings)
    return await BlockingExecutor.shared.run { minutes(look, from: from, until: until, options) }
  }

  /// What one consistent look at the database gives.
  private struct Look: Sendable {
    var known: PreferenceStore.Known
    var bodies: CalendarBodies
    var planned: [InstantRange]
  }

  private static let blocksSQL = SQL(
    "read_blocks_of_days",
    """
    select b.during from pipeline.planned_blocks b
    join public.tasks t on t.id = b.task_id and t.workspace_id = b.workspace_id
      and t.deleted_at is null and t.status in ('TODO', 'IN_PROGRESS')
      and t.is_completed is not true
    where b.workspace_id = $1 and b.user_id = $2 and b.state = 'planned' and upper(b.during) > $3
      and b.task_id <> $4
    """)

  private static func look(
    _ from: Instant, _ task: UUID, _ actor: Actor, _ pool: PostgresPool
  ) async throws -> Look? {
    try await pool.transaction(isolation: .repeatableRead) { session in
      let known = try await PreferenceStore.read(for: actor, in: session)
      if !known.isSaved, try await CalendarStore.list(for: actor, in: session).isEmpty {
        return nil
      }
      let results = try await session.pipeline { batch in
        batch.add(blocksSQL, [actor.workspace, actor.user, from, task])
        batch.add(SnapshotStatements.foreignBlocks, [actor.workspace, actor.user, from])
      }
      var planned: [InstantRange] = []
      for row in results[0] { planned.append(try row.get("during", as: InstantRange.self)) }
      for row in results[1] { planned.append(try row.get("during", as: InstantRange.self)) }
      return Look(
        known: known, bodies: try await CalendarStore.bodies(for: actor, in: session),
        planned: planned)
    }
  }

  private static func minutes(
    _ look: Look, from: Instant, until: Instant, _ options: RecurrenceOptions
  ) -> [CivilDate: Int] {
    let known = look.known
    let first = known.zone.date(at: from)
    let days = known.zone.date(at: until).days(since: first) + 1
    let grid = SlotGrid(from: first, days: min(max(days, 1), PlanningLimits.freeDays)) {
      known.zone(on: $0)
    }
    let busy = CalendarBusyTimes.times(
      of: look.bodies, in: grid.range(of: 0..<grid.horizon), zone: known.zone,
      rules: BusyRules(
        preferences: known.preferences, addresses: Set([known.email].compactMap(\.self))),
      options: options)
    let windows = FreeTime.windows(
      grid, hours: { known.preferences.hours(on: $0) }, busy: busy.map(\.range) + look.planned,
      eventBuffer: (known.preferences.eventBufferMinutes + 14) / 15, now: from)
    let cap =
      known.preferences.dailyCapMinutes ?? Habits(json: known.learned).dailyMinutes ?? usualCap
    return left(grid, windows, planned: look.planned, cap: cap, until: until)
  }

  /// Minutes that one day may hold where nobody has said or shown otherwise.
  private static let usualCap = 360

  /// The minutes of the windows by day, cut at the cap less what is planned, and at the end.
  static func left(
    _ grid: SlotGrid, _ windows: [Range<Int>], planned: [InstantRange], cap: Int, until: Instant
  ) -> [CivilDate: Int] {
    var free = [Int](repeating: 0, count: grid.dates.count)
    let end = min(grid.horizon, max(0, grid.slot(at: until)))
    for window in windows {
      for slot in window where slot < end { free[grid.day(of: slot)] += 1 }
    }
    var taken = [Int](repeating: 0, count: grid.dates.count)
    for block in planned {
      for slot in grid.slots(touching: block) { taken[grid.day(of: slot)] += 1 }
    }
    var found: [CivilDate: Int] = [:]
    let minutes = SlotGrid.slotSeconds / 60
    for (index, date) in grid.dates.enumerated() {
      let left = min(free[index] * minutes, cap - taken[index] * minutes)
      if left > 0 { found[date] = left }
    }
    return found
  }
}
