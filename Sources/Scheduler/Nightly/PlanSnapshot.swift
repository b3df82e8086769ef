import FoundationEssentials
import Shared

/// All that one plan rests on, read in one consistent look.
struct PlanSnapshot: Sendable {
  /// Whose plan it is.
  var actor: Actor
  /// The person's wishes, zone and the time of the look.
  var known: PreferenceStore.Known
  /// The open leaf tasks; at most ``PlanningLimits/tasks``, those due first.
  var tasks: [SnapshotTask]
  /// True where there were more tasks than are planned at once.
  var isCut: Bool
  /// Taken times, without the person's own planned blocks of this workspace.
  var busy: [BusyTime]
  /// Habits as they were learned last.
  var habits: Habits
  /// Moves that the person has turned down.
  var rejected: [RejectedMove]
  /// True where the calendars hold more than is looked at, so that events may be missing.
  var isBusyCut = false

  /// Reads everything, of one moment. The calendars are expanded once the transaction has ended,
  /// off Swift's own threads.
  static func read(
    for actor: Actor, options: RecurrenceOptions, pool: PostgresPool
  ) async throws -> PlanSnapshot {
    let (snapshot, bodies) = try await pool.transaction(isolation: .repeatableRead) { session in
      (
        try await look(for: actor, in: session),
        try await CalendarStore.bodies(for: actor, in: session)
      )
    }
    return await BlockingExecutor.shared.run { snapshot.adding(bodies, options) }
  }

  /// The snapshot with the events of calendars, which come before all other taken times.
  private func adding(_ bodies: CalendarBodies, _ options: RecurrenceOptions) -> PlanSnapshot {
    let rules = BusyRules(
      preferences: known.preferences, addresses: Set([known.email].compactMap(\.self)))
    let look = CalendarBusyTimes.look(
      at: bodies, in: window, zone: known.zone, rules: rules, options: options)
    var copy = self
    copy.busy = look.times + busy
    copy.isBusyCut = look.isPartial
    return copy
  }

  /// Everything but what calendars hold.
  private static func look(
    for actor: Actor, in session: any PostgresSession
  ) async throws -> PlanSnapshot {
    let known = try await PreferenceStore.read(for: actor, in: session)
    let habits = Habits(json: known.learned)
    let rows = try await session.query(
      SnapshotStatements.tasks,
      [actor.workspace, actor.user, Int64(PlanningLimits.tasks + 1)])
    let isCut = rows.count > PlanningLimits.tasks
    var tasks: [SnapshotTask] = []
    for row in rows.prefix(PlanningLimits.tasks) {
      tasks.append(try SnapshotTask(row, known: known))
    }
    let ids = tasks.map(\.id)
    let results = try await session.pipeline { batch in
      batch.add(SnapshotStatements.blocks, [ids, actor.workspace, actor.user])
      batch.add(SnapshotStatements.dependencies, [ids, actor.workspace])
      batch.add(SnapshotStatements.foreignBlocks, [actor.workspace, actor.user, known.now])
    }
    var snapshot = PlanSnapshot(
      actor: actor, known: known, tasks: tasks, isCut: isCut, busy: [], habits: habits,
      rejected: [])
    try snapshot.addBlocks(results[0])
    try snapshot.addDependencies(results[1])
    for row in results[2] {
      snapshot.busy.append(BusyTime(try row.get("during", as: InstantRange.self)))
    }
    snapshot.rejected = try await RejectedMove.read(for: actor, in: session)
    return snapshot
  }

  /// The time that the plan is about.
  var window: InstantRange {
    let days = known.preferences.horizonDays
    return InstantRange(
      lower: known.now.adding(seconds: -86_400),
      upper: known.now.adding(seconds: (days + 2) * 86_400))
  }

  private mutating func addBlocks(_ rows: PostgresResult) throws {
    let places = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1.id, $0) })
    var ended = [Int64](repeating: 0, count: tasks.count)
    for row in rows {
      guard let place = places[try row.get("task_id", as: UUID.self)] else { continue }
      let during = try row.get("during", as: InstantRange.self)
      guard let lower = during.lower, let upper = during.upper else { continue }
      if upper > known.now {
        tasks[place].blocks.append(during)
      } else {
        ended[place] += (upper.seconds - lower.seconds) / 60
      }
    }
    for place in tasks.indices { tasks[place].credit(endedMinutes: Int(ended[place])) }
  }

  private mutating func addDependencies(_ rows: PostgresResult) throws {
    let places = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1.id, $0) })
    for row in rows {
      let blocker = try row.get("blocker_id", as: UUID.self)
      guard let place = places[try row.get("blocked_id", as: UUID.self)],
        tasks[place].id != blocker
      else { continue }
      if places[blocker] != nil {
        tasks[place].blockers.insert(blocker)
      } else {
        tasks[place].foreignBlockers.append(try row.get("title", as: String.self))
      }
    }
  }
}

extension SnapshotTask {
  /// A task from its row.
  init(_ row: PostgresRow, known: PreferenceStore.Known) throws {
    let own = try row.get("estimated_minutes", as: Int32?.self).map(Int.init)
    let neighbours = try row.get("neighbour_minutes", as: Double?.self)
    let spent = Int(try row.get("time_spent_minutes", as: Int32?.self) ?? 0)
    let minutes = own ?? neighbours.map { Int($0) } ?? 30
    let due = try row.get("due_date", as: Instant?.self)
    let isHard = try row.get("is_hard_deadline", as: Bool?.self) ?? false
    let zoneName = try row.get("timezone", as: String?.self) ?? ""
    let zone = (try? TimeZoneDatabase.system.zone(named: zoneName)) ?? known.zone
    self.init(
      id: try row.get("id", as: UUID.self), title: try row.get("title", as: String.self),
      project: try row.get("project_id", as: UUID?.self),
      tags: try row.get("tags", as: [UUID]?.self) ?? [],
      priority: Int(try row.get("priority", as: Int16?.self) ?? 0),
      version: try row.get("version", as: Int64.self), minutes: max(15, minutes - spent),
      spentMinutes: spent,
      keptMinutes: Int(try row.get("kept_minutes", as: Int32?.self) ?? 0),
      estimateSource: own != nil ? .own : neighbours != nil ? .neighbours : .assumed,
      release: try row.get("not_before", as: Instant?.self),
      softDeadline: try row.get("soft_deadline", as: Instant?.self) ?? (isHard ? nil : due),
      hardDeadline: isHard ? due : nil,
      depth: Int(try row.get("depth", as: Int32.self)),
      setbacks: Int(try row.get("setbacks", as: Int32?.self) ?? 0))
    if let rule = try row.get("recurrence_rule", as: String?.self), let due {
      let opening = Self.opening(of: rule, due: due, zone: zone)
      release = max(release ?? opening, opening)
    }
  }

  /// Counts the blocks that were kept as work, where nothing is tracked: a plan that goes on is not
  /// made anew because some of it is over. Blocks that have ended and are not judged yet count with
  /// them while others are to come.
  mutating func credit(endedMinutes: Int) {
    guard spentMinutes == 0 else { return }
    let worked = keptMinutes + (blocks.isEmpty ? 0 : endedMinutes)
    minutes = max(15, minutes - worked)
    spentMinutes = worked
  }

  /// From when on an occurrence of a series may be done: the day it is due for what repeats daily or
  /// more often, else up to six days before, never in the occurrence before.
  private static func opening(of text: String, due: Instant, zone: Zone) -> Instant {
    let rule = try? RecurrenceRule.lenient(parsing: Array(text.utf8)).rule
    let days =
      switch rule?.frequency {
      case .weekly, .monthly, .yearly: rule?.days.count ?? 0 > 1 ? 0 : 6
      case .daily: min(6, max(0, (rule?.interval ?? 1) - 1))
      default: 0
      }
    return zone.startOfDay(zone.date(at: due).adding(days: -days))
  }
}
