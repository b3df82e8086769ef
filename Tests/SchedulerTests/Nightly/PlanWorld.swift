import FoundationEssentials
import Shared
import Support

@testable import Scheduler

/// A person with tasks and a calendar, for tests of nightly plans.
struct PlanWorld {
  /// The person.
  let world: TestWorld
  /// No settings.
  let settings: Settings

  /// Runs the test in a fresh database, the person working every day from 6 to 22 o'clock UTC.
  static func with(_ body: (PlanWorld) async throws -> Void) async throws {
    try await TestWorld.with { world in
      let plan = PlanWorld(world: world, settings: try Settings(environment: [:]))
      try await plan.prefer([:])
      try await body(plan)
    }
  }

  /// Sets preferences beside the long working days.
  func prefer(_ more: JSONObject) async throws {
    let day: JSONValue = [["06:00", "22:00"]]
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    var object: JSONObject = [
      "working_hours": .object(JSONObject(names.map { ($0, day) })), "frozen_hours": 0,
    ]
    for member in more.members { object[member.key] = member.value }
    let preferences = try PlanningPreferences(json: .object(object))
    try await world.pool.transaction { session in
      try await PreferenceStore.save(preferences, for: world.actor, in: session)
    }
  }

  /// The database's time, so many hours later, on a full hour.
  func hours(_ count: Int) async throws -> Instant {
    let row = try await world.pool.queryRow(
      SQL("", "select date_trunc('day', now()) + make_interval(days => 1, hours => $1) as at"),
      [Int32(count)])
    guard let row else { return Instant(seconds: 0) }
    return try row.get("at", as: Instant.self)
  }

  /// Adds a task.
  @discardableResult
  func task(
    _ title: String, minutes: Int32? = 60, change: (inout TaskDraft) -> Void = { _ in }
  ) async throws -> UUID {
    var draft = TaskDraft(title: title)
    draft.project = world.project
    draft.estimatedMinutes = minutes
    change(&draft)
    return try await world.write(draft).id
  }

  /// Adds a calendar with one event in those hours of tomorrow.
  func event(_ title: String, from: Int, to: Int) async throws {
    let start = try await hours(from)
    let end = try await hours(to)
    func stamp(_ instant: Instant) -> String {
      "\(Zone.utc.local(at: instant).description.filter { $0 != "-" && $0 != ":" })Z"
    }
    _ = try await CalendarSetup(settings: settings, pool: world.pool).add(
      kind: .file, name: title, address: "",
      content: """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:\(title)
        DTSTART:\(stamp(start))
        DTEND:\(stamp(end))
        SUMMARY:\(title)
        END:VEVENT
        END:VCALENDAR
        """, for: world.actor)
  }

  /// Plans and stores the proposal.
  func propose() async throws -> Proposal? {
    _ = try await Planning.propose(for: world.actor, pool: world.pool, settings: settings)
    let list = try await ProposalStore.list(state: .open, as: world.actor, in: world.pool)
    guard let id = list.first?["id"]?.stringValue.flatMap({ UUID(uuidString: $0) }) else {
      return nil
    }
    return try await ProposalStore.proposal(id, as: world.actor, in: world.pool)
  }

  /// Accepts groups of a proposal.
  func accept(_ proposal: Proposal, _ groups: [UUID]? = nil) async throws -> ProposalDecision {
    try await world.pool.transaction { session in
      try await ProposalWriter(checks: [PlanCheck(settings: settings)])
        .accept(proposal.id, groups: groups, as: world.actor, in: session)
    }
  }

  /// The planned blocks of a task.
  func blocks(_ task: UUID) async throws -> [InstantRange] {
    try await world.pool.query(
      SQL(
        "",
        """
        select during from pipeline.planned_blocks where task_id = $1 and state = 'planned'
        order by lower(during)
        """), [task]
    ).map { try $0.get("during", as: InstantRange.self) }
  }
}

extension Proposal {
  /// The moves of all groups, by task.
  var moves: [UUID: [InstantRange]] {
    var moves: [UUID: [InstantRange]] = [:]
    for item in groups.flatMap(\.items) {
      if case .move(let task, let blocks) = item.change { moves[task] = blocks }
    }
    return moves
  }
}
