import Embeddings
import Foundation
import NLParse
import Scheduler
import Shared
import Support
import Testing

@testable import Fractal

/// What a breakdown draws on beside words: the search's vectors, and the person's calendars.
@Suite struct BreakdownWiringTests {
  /// An embedder to which some words mean the same; every other text means something of its own.
  private struct Synonyms: Embedder {
    let model = EmbeddingModel(id: "synonyms-32", dimensions: 32)
    var failure: EmbedderError?

    func embed(
      _ texts: [String], as purpose: EmbeddingPurpose
    ) async throws(EmbedderError) -> [TextEmbedding] {
      if let failure { throw failure }
      return texts.map { .vector(vector($0)) }
    }

    func vector(_ text: String) -> [Float] {
      let words = Set(text.lowercased().split(separator: " ").map(String.init))
      let seed: UInt64 =
        if !words.isDisjoint(with: ["flat", "apartments"]) {
          1
        } else if !words.isDisjoint(with: ["lorry", "truck"]) {
          2
        } else {
          text.utf8.reduce(3) { $0 &* 31 &+ UInt64($1) }
        }
      var random = SeededRandom(seed: seed)
      let numbers = (0..<model.dimensions).map { _ in Float(random.unit()) - 0.5 }
      let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return numbers.map { $0 / length }
    }
  }

  private func make(
    _ task: UUID, _ world: TestWorld, _ embedder: Synonyms
  ) async throws -> BreakdownMaker.Result {
    let context = ProgramContext(settings: try Settings(environment: [:]), logger: .silent)
    let search = SearchParts(
      pool: world.pool, embedders: Embedders(configured: embedder), cacheBytes: 1 << 20)
    return try await BreakdownWiring(context, pool: world.pool, search: search).maker.make(
      task, BreakdownOptions(), as: world.actor)
  }

  /// A finished task whose vector is stored.
  private func history(
    _ title: String, _ steps: [String], _ world: TestWorld, _ embedder: Synonyms
  ) async throws {
    var past = TaskDraft(title: title)
    past.status = .done
    past.subtasks = steps.map { title in
      var step = TaskDraft(title: title)
      step.status = .done
      return step
    }
    let id = try await world.write(past).id
    _ = try await ModelRegistry.living(startingWith: embedder.model, in: world.pool)
    try await world.pool.execute(
      SQL(
        "",
        """
        insert into pipeline.vectors (task_id, workspace_id, model, content_hash, vector, change)
        values ($1, $2, $3, '', $4, 1)
        """),
      [id, world.workspace, embedder.model.id, FloatBlob(embedder.vector(title))])
  }

  @Test(
    "a finished task is found by its meaning, a step that a sub-task says in other words is not taken, and without vectors words decide"
  )
  func meaning() async throws {
    try await TestWorld.with { world in
      var embedder = Synonyms()
      try await history(
        "Change apartments", ["Give notice", "Hire a truck", "Pack boxes", "Paint the walls"],
        world, embedder)
      var draft = TaskDraft(title: "Find a new flat")
      draft.subtasks = [TaskDraft(title: "Reserve a lorry")]
      let task = try await world.write(draft).id
      let found = try await make(task, world, embedder)
      #expect(found.breakdown.method == .analogy)
      #expect(
        found.breakdown.steps.map(\.title) == ["Give notice", "Pack boxes", "Paint the walls"])
      embedder.failure = EmbedderError(.unavailable, "away")
      let byWords = try await make(task, world, embedder)
      #expect(byWords.breakdown.method != .analogy)
    }
  }

  @Test("steps get days that calendars, plans and working hours leave free")
  func days() async throws {
    try await TestWorld.with { world in
      let embedder = Synonyms()
      try await history(
        "Trip to Rome", ["Book the flight", "Find a hotel", "Pack"], world, embedder)
      let today = Zone.utc.date(at: .machineNow)
      var draft = TaskDraft(title: "Trip to Oslo")
      draft.due = Zone.utc.instant(
        of: CivilDateTime(today.adding(days: 8), .midnight).adding(wallSeconds: 43_200))
      let task = try await world.write(draft).id
      #expect(try await dues(task, world, embedder) == [nil, nil, nil], "nobody knows their days")
      // Every day is taken but the sixth from today.
      try await calendar("Away", today, today.adding(days: 6), world)
      try await calendar("Fair", today.adding(days: 7), today.adding(days: 9), world)
      try await prefer(world, PlanningPreferences())
      let free = today.adding(days: 6)
      #expect(try await dues(task, world, embedder) == [free, free, free])
      // A day off leaves no day at all: an honest plan then names none.
      var preferences = PlanningPreferences()
      preferences.timeOff = [.init(from: free, through: free)]
      try await prefer(world, preferences)
      #expect(try await dues(task, world, embedder) == [nil, nil, nil])
    }
  }

  /// Long working days every day of the week, with those wishes.
  private func prefer(_ world: TestWorld, _ wishes: PlanningPreferences) async throws {
    var wishes = wishes
    for day in Weekday.allCases { wishes.workingHours[day] = [DayWindow(start: 0, end: 1_440)] }
    let final = wishes
    try await world.pool.transaction { session in
      try await PreferenceStore.save(final, for: world.actor, in: session)
    }
  }

  private func calendar(
    _ name: String, _ from: CivilDate, _ to: CivilDate, _ world: TestWorld
  ) async throws {
    func digits(_ date: CivilDate) -> String { date.description.filter { $0 != "-" } }
    _ = try await CalendarSetup(settings: try Settings(environment: [:]), pool: world.pool).add(
      kind: .file, name: name, address: "",
      content: """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:\(name)
        DTSTART;VALUE=DATE:\(digits(from))
        DTEND;VALUE=DATE:\(digits(to))
        SUMMARY:\(name)
        END:VEVENT
        END:VCALENDAR
        """, for: world.actor)
  }

  /// The days of the proposed steps.
  private func dues(
    _ task: UUID, _ world: TestWorld, _ embedder: Synonyms
  ) async throws -> [CivilDate?] {
    let proposal = try await make(task, world, embedder).proposal
    return (proposal?.groups ?? []).map { group in
      guard case .create(let draft)? = group.items.first?.change else { return nil }
      return draft.due.map { Zone.utc.date(at: $0) }
    }
  }
}
