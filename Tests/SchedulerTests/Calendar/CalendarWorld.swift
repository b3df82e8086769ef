import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// A person whose calendars are on servers of this machine.
struct CalendarWorld {
  /// The person.
  let world: TestWorld
  /// The settings: a secret, and the servers that may be fetched.
  let settings: Settings

  /// Runs the test in a fresh database; those ports of this machine may be fetched.
  static func with(
    ports: [UInt16], google: UInt16? = nil, _ body: (CalendarWorld) async throws -> Void
  ) async throws {
    var environment = [
      "APP_SECRET": "a secret of more than thirty-two bytes for tests",
      "PUBLIC_FETCH_ALLOW": ports.map { "127.0.0.1:\($0)" }.joined(separator: ","),
    ]
    if let google {
      environment["GOOGLE_CLIENT_ID"] = "client"
      environment["GOOGLE_CLIENT_SECRET"] = "client secret"
      environment["GOOGLE_REDIRECT_URL"] = "https://fractal.example/v1/calendars/google/callback"
      environment["GOOGLE_ENDPOINT"] = "http://127.0.0.1:\(google)"
    }
    let settings = try Settings(environment: environment)
    try await TestWorld.with { world in
      try await body(CalendarWorld(world: world, settings: settings))
    }
  }

  /// The setup of calendars.
  var setup: CalendarSetup { CalendarSetup(settings: settings, pool: world.pool) }

  private var outside: HTTPClient {
    .public(allowing: settings[Settings.publicFetchAllow])
  }

  /// Looks at a calendar as the job does, and stores what was found.
  @discardableResult
  func sync(_ id: UUID) async throws -> CalendarChanges {
    let account = try #require(
      try await CalendarStore.account(id, workspace: world.workspace, in: world.pool))
    let handler = SyncCalendar(
      pool: world.pool, settings: settings, outside: outside, trusted: .trusted())
    let changes = try await handler.look(account)
    try await world.pool.transaction { session in
      try await CalendarStore.apply(changes, to: account, in: session)
    }
    return changes
  }

  /// Writes the person's accepted blocks back, as the job does.
  func writeBack() async throws {
    let handler = WriteCalendar(
      pool: world.pool, settings: settings, outside: outside, trusted: .trusted())
    try await JobQueue.enqueue(WriteCalendar.request(for: world.actor), in: world.pool)
    let worker = Worker(
      pool: world.pool, handlers: [handler],
      configuration: WorkerConfiguration(name: "write", concurrency: 1))
    let run = Task { try await worker.run() }
    for _ in 0..<1_000 {
      let left = try await world.count(
        "select count(*) from pipeline.jobs where kind = 'calendar.write'")
      if left == 0 { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    worker.stop()
    try await run.value
    let discarded = try await world.count(
      "select count(*) from pipeline.finished_jobs where state <> 'completed'")
    #expect(discarded == 0)
  }

  /// Writes the person's accepted blocks back at once, and says how that went.
  func write() async throws -> JobOutcome {
    try await WriteCalendar(
      pool: world.pool, settings: settings, outside: outside, trusted: .trusted()
    ).write(for: world.actor)
  }

  /// Takes the events out of a removed calendar, as the job does, and ends the job.
  func takeOut(_ id: UUID) async throws -> JobOutcome {
    let outcome = try await RemoveCalendar(
      pool: world.pool, settings: settings, outside: outside, trusted: .trusted()
    ).remove(id, workspace: world.workspace)
    if case .done(_, let effects) = outcome {
      try await world.pool.transaction { try await effects?($0) }
    }
    return outcome
  }

  /// Gives a task of that title one planned hour, so many days from now.
  func planned(_ title: String, days: Int = 2) async throws -> UUID {
    let task = try await world.write(TaskDraft(title: title)).id
    try await world.pool.execute(
      SQL(
        "",
        """
        insert into pipeline.planned_blocks (task_id, workspace_id, user_id, during)
        select $1, $2, $3, tstzrange(now() + make_interval(days => $4),
          now() + make_interval(days => $4, hours => 1))
        """), [task, world.workspace, world.user, Int32(days)])
    return task
  }

  /// How many jobs of a kind wait.
  func jobs(_ kind: JobKind) async throws -> Int {
    try await world.count("select count(*) from pipeline.jobs where kind = $1", [kind.name])
  }

  /// The taken times of all calendars between two instants, as `start title`.
  func busy(_ from: String, _ to: String) async throws -> [String] {
    let bodies = try await CalendarStore.bodies(for: world.actor, in: world.pool)
    let rules = BusyRules(preferences: PlanningPreferences(), addresses: ["ada@example.org"])
    return CalendarBusyTimes.times(
      of: bodies, in: InstantRange(lower: Instant(from), upper: Instant(to)), zone: .utc,
      rules: rules, options: RecurrenceOptions()
    ).map { "\($0.range.lower?.description ?? "") \($0.title ?? "")" }
  }
}
