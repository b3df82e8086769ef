import FoundationEssentials
public import Shared

/// How much time a person has at a moment, by their calendars and plans.
public struct NowTime: Hashable, Sendable {
  /// Whole minutes until something begins, at most ``NowLimits/freeMinutes``; 0 where the person is
  /// taken.
  public var minutes: Int
  /// When the person is free again; nil where they are free.
  public var takenUntil: Instant?
  /// The zone in which the person is.
  public var zone: Zone = .utc

  private static let nextSQL = SQL(
    "now_next_block",
    """
    select min(lower(b.during)) as next from pipeline.planned_blocks b
    join public.tasks t on t.id = b.task_id and t.workspace_id = b.workspace_id
      and t.deleted_at is null and t.status in ('TODO', 'IN_PROGRESS')
      and t.is_completed is not true
    where b.workspace_id = $1 and b.user_id = $2 and b.state = 'planned'
      and lower(b.during) > $3::timestamptz
    """)

  /// What one consistent look at the database gives.
  private struct Look: Sendable {
    var known: PreferenceStore.Known
    var bodies: CalendarBodies
    var hasCalendar: Bool
    var elsewhere: [InstantRange]
    var next: Instant?
  }

  /// The time of the actor. Throws where the actor may not act in the workspace.
  ///
  /// Taken time is that of calendars, with the person's buffer, and of plans in other workspaces.
  /// Whole days and what is out of office say where a person is, not that they have no time. Where
  /// neither a calendar nor a plan is known there are ``NowLimits/usualMinutes``.
  public static func read(
    as actor: Actor, at now: Instant, pool: PostgresPool, settings: Settings
  ) async throws -> NowTime {
    let look = try await look(actor, now, pool)
    let options = RecurrenceOptions(settings: settings)
    return await BlockingExecutor.shared.run {
      var time = time(
        at: now, taken: taken(look, now, options), next: look.next,
        isKnown: look.hasCalendar || look.next != nil)
      time.zone = look.known.zone(at: now)
      return time
    }
  }

  private static func look(
    _ actor: Actor, _ now: Instant, _ pool: PostgresPool
  ) async throws -> Look {
    try await pool.transaction(isolation: .repeatableRead) { session in
      let known = try await PreferenceStore.read(for: actor, in: session)
      let results = try await session.pipeline { batch in
        batch.add(nextSQL, [actor.workspace, actor.user, now])
        batch.add(SnapshotStatements.foreignBlocks, [actor.workspace, actor.user, now])
      }
      return Look(
        known: known, bodies: try await CalendarStore.bodies(for: actor, in: session),
        hasCalendar: try await CalendarStore.list(for: actor, in: session).contains(
          where: \.isBusy),
        elsewhere: try results[1].map { try $0.get("during", as: InstantRange.self) },
        next: try results[0].first?.get("next", as: Instant?.self))
    }
  }

  private static func taken(
    _ look: Look, _ now: Instant, _ options: RecurrenceOptions
  ) -> [InstantRange] {
    var preferences = look.known.preferences
    preferences.isAllDayBusy = false
    preferences.isOutOfOfficeBusy = false
    let buffer = preferences.eventBufferMinutes * 60
    let window = InstantRange(
      lower: now.adding(seconds: -buffer),
      upper: now.adding(seconds: NowLimits.freeMinutes * 60 + buffer))
    let busy = CalendarBusyTimes.times(
      of: look.bodies, in: window, zone: look.known.zone(at: now),
      rules: BusyRules(
        preferences: preferences, addresses: Set([look.known.email].compactMap(\.self))),
      options: options)
    return (busy.map(\.range) + look.elsewhere).map {
      InstantRange(
        lower: $0.lower?.adding(seconds: -buffer), upper: $0.upper?.adding(seconds: buffer))
    }
  }

  /// The time between what has taken a person and what the plan has next.
  ///
  /// A gap of less than a minute is none. A planned task that begins within five minutes leaves
  /// those five: it can wait, a meeting cannot.
  static func time(
    at now: Instant, taken: [InstantRange], next: Instant?, isKnown: Bool
  ) -> NowTime {
    var free = now
    let end = now.adding(seconds: NowLimits.freeMinutes * 60)
    var begin: Instant?
    for range in taken.sorted(by: { ($0.lower ?? now) < ($1.lower ?? now) }) {
      let lower = range.lower ?? now
      guard lower.seconds - free.seconds < 60 else {
        begin = lower
        break
      }
      free = max(free, range.upper ?? end)
    }
    guard free == now else { return NowTime(minutes: 0, takenUntil: free) }
    guard isKnown || begin != nil else { return NowTime(minutes: NowLimits.usualMinutes) }
    var most = NowLimits.freeMinutes
    if let begin { most = min(most, minutes(from: now, to: begin)) }
    if let next { most = min(most, max(5, minutes(from: now, to: next))) }
    return NowTime(minutes: most)
  }

  private static func minutes(from: Instant, to: Instant) -> Int {
    Int(clamping: (to.seconds - from.seconds) / 60)
  }
}
