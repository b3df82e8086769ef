import Foundation
import NLParse
import Shared
import Support
import Synchronization
import Testing

/// Breakdowns in the database: read from history, proposed, accepted in part, undone, offered.
@Suite struct BreakdownFlowTests {
  /// A finished parent with finished sub-tasks.
  @discardableResult
  private func history(
    _ world: TestWorld, _ title: String, _ steps: [(String, Int32)], project: UUID? = nil
  ) async throws -> UUID {
    var draft = TaskDraft(title: title)
    draft.project = project
    draft.status = .done
    draft.subtasks = steps.enumerated().map { index, step in
      var child = TaskDraft(title: step.0)
      child.status = .done
      child.completedAt = Instant(seconds: 1_790_000_000 + Int64(index))
      child.timeSpentMinutes = step.1
      return child
    }
    return try await world.write(draft).id
  }

  private func maker(
    _ world: TestWorld, model: ModelBreakdown? = nil, freeDays: (any FreeDays)? = nil
  ) throws -> BreakdownMaker {
    BreakdownMaker(
      reader: BreakdownReader(pool: world.pool),
      deterministic: DeterministicBreakdown(
        patterns: try PatternLibrary(PromptLibrary(folder: nil))), model: model,
      freeDays: freeDays)
  }

  private static let steps: [(String, Int32)] = [
    ("Book the flight", 40), ("Find a hotel", 60), ("Pack", 30),
  ]

  @Test(
    "the steps of a finished task become a proposal; accepted steps are sub-tasks in order, and undone as one"
  )
  func wholeWay() async throws {
    try await TestWorld.with { world in
      try await history(world, "Trip to Rome", Self.steps)
      let task = try await world.write(TaskDraft(title: "Trip to Oslo")).id
      let result = try await maker(world).make(task, BreakdownOptions(), as: world.actor)
      #expect(result.breakdown.method == .analogy)
      let proposal = try #require(result.proposal)
      #expect(proposal.groups.map(\.title) == ["Book the flight", "Find a hotel", "Pack"])
      try await world.pool.transaction { session in
        try await BreakdownJob.store(proposal, as: world.actor, in: session)
      }
      let decision = try await world.pool.transaction { session in
        try await ProposalWriter().accept(
          proposal.id, groups: [proposal.groups[0].id, proposal.groups[2].id], as: world.actor,
          in: session)
      }
      #expect(decision.accepted.count == 2)
      let shown = try await TaskReader.task(task, as: world.actor, in: world.pool)
      let titles = shown["subtasks"]?.arrayValue?.compactMap { $0["title"]?.stringValue }
      #expect(titles == ["Book the flight", "Pack"])
      #expect(shown["subtasks"]?[0]?["estimated_minutes"]?.intValue == 40)
      let transaction = try #require(decision.transaction)
      _ = try await world.pool.transaction { session in
        try await TaskHistory().undo(transaction: transaction, as: world.actor, in: session)
      }
      let after = try await TaskReader.task(task, as: world.actor, in: world.pool)
      #expect(after["subtasks"]?.arrayValue?.isEmpty == true)
    }
  }

  @Test("history of projects in which the person is no member is not drawn on")
  func foreignProjects() async throws {
    try await TestWorld.with { world in
      let other = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(other, to: world.workspace, in: world.pool)
      try await history(world, "Trip to Rome", Self.steps, project: world.project)
      let theirs = Actor(user: other, workspace: world.workspace)
      let task = try await world.write(TaskDraft(title: "Trip to Oslo"), as: theirs).id
      let reader = BreakdownReader(pool: world.pool)
      #expect(try await reader.material(task, as: theirs).parents.isEmpty)
      #expect(try await reader.material(task, as: world.actor).parents.count == 1)
      await #expect(throws: TaskError.self) {
        try await reader.material(task, as: Actor(user: world.user, workspace: UUID()))
      }
    }
  }

  @Test("as a job it leaves one open proposal, however often it is asked, and tells of it")
  func job() async throws {
    try await TestWorld.with { world in
      try await history(world, "Trip to Rome", Self.steps)
      let task = try await world.write(TaskDraft(title: "Trip to Oslo")).id
      let handler = BreakdownJob(maker: try maker(world), pool: world.pool)
      for _ in 0..<2 {
        let outcome = try await run(handler, task, world)
        guard case .done(let result, let effects) = outcome else {
          Issue.record("the job did not end")
          return
        }
        #expect(result?["method"] == "analogy")
        #expect(result?["proposal_id"]?.stringValue != nil)
        try await world.pool.transaction { session in try await effects?(session) }
      }
      let open = try await ProposalStore.list(
        state: .open, kind: "breakdown", as: world.actor, in: world.pool)
      #expect(open.count == 1)
      let unknown = try await run(handler, UUID(), world)
      guard case .cancel = unknown else {
        Issue.record("a missing task is no reason to go on")
        return
      }
    }
  }

  private func run(
    _ handler: BreakdownJob, _ task: UUID, _ world: TestWorld, isOffered: Bool = false
  ) async throws -> JobOutcome {
    let request = BreakdownJob.request(
      task, BreakdownOptions(), as: world.actor, isOffered: isOffered)
    let id = try await JobQueue.enqueue(request, in: world.pool)
    let job = try #require(try await JobQueue.job(id, in: world.pool))
    _ = try await JobQueue.cancel(id, reason: "the test runs it", in: world.pool)
    let claimed = ClaimedJob.sample(request, id: job.id)
    return try await handler.run(
      claimed, JobContext(job: claimed, logger: Logger(sink: SilentSink())))
  }

  /// Gives a task that deadline.
  private func move(_ task: UUID, to day: Int, _ writer: TaskWriter, _ world: TestWorld)
    async throws
  {
    var change = TaskChange(task)
    change.fields[.due] = .string("2026-12-0\(day)T12:00:00Z")
    let final = change
    try await world.pool.transaction { session in
      var transaction = TaskTransaction()
      try await writer.change([final], as: world.actor, in: session, within: &transaction)
    }
  }

  private func offers(_ world: TestWorld) async throws -> Int {
    try await world.count("select count(*) from pipeline.jobs where kind = 'breakdown.make'")
  }

  @Test(
    "a task that was put off three times is offered a breakdown, once; setting a date is not it")
  func postponements() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "Trip to Oslo")).id
      let writer = TaskWriter(listeners: [PostponementWatch()])
      for day in 1...6 {
        try await move(task, to: day, writer, world)
        #expect(try await offers(world) == (day < 4 ? 0 : 1))
      }
    }
  }

  @Test("what the app put off three times is offered a breakdown in the night, nothing else is")
  func nightlyOffers() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "Trip to Oslo")).id
      let other = try await world.write(TaskDraft(title: "Trip to Bonn")).id
      // The app writes rows and log without telling anybody here.
      for day in 1...4 { try await move(task, to: day, TaskWriter(), world) }
      for day in 1...3 { try await move(other, to: day, TaskWriter(), world) }
      func night() async throws {
        let request = JobRequest(AuditPostponements.kind)
        let id = try await JobQueue.enqueue(request, in: world.pool)
        let job = ClaimedJob.sample(request, id: id)
        let outcome = try await AuditPostponements().run(
          job, JobContext(job: job, logger: Logger(sink: SilentSink())))
        guard case .done(_, let effects) = outcome else { return }
        try await world.pool.transaction { session in try await effects?(session) }
      }
      try await night()
      let offered = try await world.count(
        """
        select count(*) from pipeline.jobs where kind = 'breakdown.make'
          and args ->> 'task' = $1 and (args ->> 'offered')::boolean
        """, [task.uuidString.lowercased()])
      #expect(offered == 1)
      #expect(try await offers(world) == 1)
      // Once there is a proposal, no night asks again.
      try await history(world, "Trip to Rome", Self.steps)
      let result = try await maker(world).make(task, BreakdownOptions(), as: world.actor)
      let proposal = try #require(result.proposal)
      try await world.pool.transaction { session in
        try await BreakdownJob.store(proposal, as: world.actor, in: session)
      }
      try await world.pool.execute(SQL("", "delete from pipeline.jobs"), [])
      try await night()
      #expect(try await offers(world) == 0)
    }
  }

  /// The tasks that a proposal would make.
  private func drafts(_ result: BreakdownMaker.Result) -> [TaskDraft] {
    (result.proposal?.groups ?? []).compactMap { group in
      guard case .create(let draft)? = group.items.first?.change else { return nil }
      return draft
    }
  }

  @Test("a second level breaks steps down once more, never deeper, and is accepted with them")
  func depth() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "Studio: hire a designer, order food")).id
      let flat = try await maker(world).make(task, BreakdownOptions(), as: world.actor)
      #expect(drafts(flat).map(\.title) == ["hire a designer", "order food"])
      #expect(drafts(flat).allSatisfy { $0.subtasks.isEmpty })
      let deep = try await maker(world).make(task, BreakdownOptions(depth: 2), as: world.actor)
      let inner = drafts(deep).map(\.subtasks)
      #expect(inner.map(\.isEmpty) == [false, true], "only hiring has a pattern")
      #expect(inner[0].count <= 5)
      #expect(inner[0].allSatisfy { $0.subtasks.isEmpty })
      let proposal = try #require(deep.proposal)
      try await world.pool.transaction { session in
        try await BreakdownJob.store(proposal, as: world.actor, in: session)
        _ = try await ProposalWriter().accept(proposal.id, as: world.actor, in: session)
      }
      let below = try await world.count(
        "select count(*) from task_hierarchy where ancestor_id = $1 and depth = 2", [task])
      #expect(below == inner[0].count)
    }
  }

  /// Two free days, and what was asked.
  private final class Weekend: FreeDays {
    let days: [CivilDate: Int]
    let begins = Mutex<[Instant]>([])

    init(_ days: [CivilDate: Int]) { self.days = days }

    func freeMinutes(
      from: Instant, until: Instant, for task: UUID, as actor: Actor
    ) async throws -> [CivilDate: Int]? {
      begins.withLock { $0.append(from) }
      return days
    }
  }

  @Test(
    "dates are spread back from the deadline over free days, and only where calendars are known")
  func dates() async throws {
    try await TestWorld.with { world in
      func clock() async throws -> Instant {
        let row = try await world.pool.queryRow(SQL("", "select now()"))
        return try row?.get(0, as: Instant.self) ?? Instant(seconds: 0)
      }
      let now = try await clock()
      let today = Zone.utc.date(at: now)
      let near = today.adding(days: 1)
      let far = today.adding(days: 8)
      let weekend = Weekend([near: 90, far: 60])
      try await history(world, "Trip to Rome", Self.steps)
      var draft = TaskDraft(title: "Trip to Oslo")
      draft.due = Zone.utc.startOfDay(today.adding(days: 9)).adding(seconds: 43_200)
      let task = try await world.write(draft).id
      let plain = try await maker(world).make(task, BreakdownOptions(), as: world.actor)
      let soon = Zone.utc.startOfDay(near).adding(seconds: 36_000)
      let sooner = try await maker(world, freeDays: weekend).make(
        task, BreakdownOptions(until: soon), as: world.actor)
      let dated = try await maker(world, freeDays: weekend).make(
        task, BreakdownOptions(), as: world.actor)
      func dues(_ result: BreakdownMaker.Result) -> [String?] {
        drafts(result).map { $0.due.map { String($0.description.prefix(10)) } }
      }
      #expect(dues(plain) == [nil, nil, nil])
      #expect(dues(dated) == [near, near, far].map(\.description))
      #expect(dues(sooner) == [near, near, near].map(\.description))
      let latest = drafts(sooner).compactMap(\.due).max()
      #expect(latest == soon, "none is due later than all is to be done")
      // The clock is the database's, and what is over is not spread.
      let begins = weekend.begins.withLock { $0 }
      let after = try await clock()
      #expect(begins.count == 2 && begins.allSatisfy { $0 >= now && $0 <= after })
      let over = try await maker(world, freeDays: weekend).make(
        task, BreakdownOptions(until: now), as: world.actor)
      #expect(dues(over) == [nil, nil, nil])
    }
  }

  @Test(
    "without an answer of the model the deterministic steps stand, and say why",
    .enabled(if: PythonPeer.isAvailable))
  func fallback() async throws {
    try await TestWorld.with { world in
      let language = try LanguageWorld(pool: world.pool, dailyTokens: 0)
      try await history(world, "Trip to Rome", Self.steps)
      let task = try await world.write(TaskDraft(title: "Trip to Oslo")).id
      let model = ModelBreakdown(layer: language.layer, library: PromptLibrary(folder: nil))
      let result = try await maker(world, model: model).make(
        task, BreakdownOptions(), as: world.actor)
      #expect(result.breakdown.method == .analogy)
      #expect(result.breakdown.notes == ["model_budget"])
      #expect(await language.double.log().isEmpty)
    }
  }
}
