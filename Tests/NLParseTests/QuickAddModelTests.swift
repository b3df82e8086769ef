import Embeddings
import FoundationEssentials
import Shared
import Support
import Synchronization
import Testing

@testable import NLParse

/// Quick add joined with a language model: what it is asked, what is taken, and how long it is
/// waited for.
@Suite struct QuickAddModelTests {
  /// A model that notes its questions and answers as it is told, after a while.
  private final class Scripted: LineModel {
    private let asked = Mutex<[LineQuestion]>([])
    private let delay: Duration
    private let outcome: @Sendable (LineQuestion) -> LineModelOutcome

    init(
      delay: Duration = .zero, _ outcome: @escaping @Sendable (LineQuestion) -> LineModelOutcome
    ) {
      self.delay = delay
      self.outcome = outcome
    }

    var questions: [LineQuestion] { asked.withLock { $0 } }

    func read(_ question: LineQuestion) async -> LineModelOutcome {
      asked.withLock { $0.append(question) }
      // It does not end when it is cancelled, as what waits for a lock or a name server.
      if delay > .zero { await Task { [delay] in try? await Task.sleep(for: delay) }.value }
      return outcome(question)
    }
  }

  private static func answer(
    _ fill: (inout LineModelAnswer) -> Void
  ) -> LineModelOutcome {
    var answer = LineModelAnswer(model: "m", prompt: "quick-add")
    fill(&answer)
    return .answer(answer)
  }

  private func add(
    _ text: String, _ model: Scripted, _ world: TestWorld, key: String? = nil
  ) async throws -> QuickAdd.Answer {
    var lines = QuickAdd(pool: world.pool)
    lines.model = model
    return try await lines.add(
      text, as: world.actor, .init(), key: key, door: "test",
      now: Instant(seconds: 1_795_165_200))
  }

  @Test("what the model reads is written with its source; why it reads nothing is a warning")
  func joined() async throws {
    try await TestWorld.with { world in
      let model = Scripted { question in
        Self.answer {
          $0.due = "Monday"
          $0.duration = "2h"
          $0.project = question.projects.first?.id
        }
      }
      let answer = try await add("Read Monday notes 2h long", model, world)
      let task = try await TaskReader.task(answer.task, as: world.actor, in: world.pool)
      #expect(task["title"] == "Read notes long")
      #expect(task["due_date"]?.stringValue != nil)
      #expect(task["estimated_minutes"] == 120)
      #expect(task["project_id"]?.stringValue == world.project.uuidString.lowercased())
      #expect(answer.added.first?.warnings == [])
      let filled = Set(answer.added.first?.beside.filled.map(\.field) ?? [])
      #expect(filled == [.due, .estimatedMinutes, .project, .title])
      let refusing = Scripted { _ in .none(code: "throttled") }
      let other = try await add("Read Monday notes", refusing, world)
      #expect(other.added.first?.warnings == ["model_throttled"])
    }
  }

  @Test("a model that hangs, whatever it hangs on, costs a line no more than the patience")
  func hanging() async throws {
    try await TestWorld.with { world in
      let model = Scripted(delay: .seconds(60)) { _ in Self.answer { $0.due = "Monday" } }
      let answer = try await add("Read Monday notes", model, world)
      #expect(answer.added.first?.warnings == ["model_timeout"])
    }
  }

  @Test("a key is looked at first: a repeated request asks no model, another text is refused")
  func repeatedKey() async throws {
    try await TestWorld.with { world in
      let model = Scripted { _ in .none(code: "failed") }
      let first = try await add("Call Bob", model, world, key: "k")
      let again = try await add("Call Bob", model, world, key: "k")
      #expect(again.isRepeated)
      #expect(again.task == first.task)
      #expect(model.questions.count == 1)
      let error = await #expect(throws: TaskError.self) {
        try await add("Call Ann", model, world, key: "k")
      }
      #expect(error?.code == .invalid)
      #expect(try await world.count("select count(*) from tasks") == 1)
    }
  }

  @Test("of other people a model learns the names that the line has a word of, never an address")
  func members() {
    var directory = LineDirectory()
    directory.members = [
      .init(id: UUID(), name: "Anna Lund", email: "anna@example.org"),
      .init(id: UUID(), name: "Bert O. Berg", email: "berg@example.org"),
      .init(id: UUID(), name: nil, email: "carl@example.org"),
      .init(id: UUID(), name: "dora@example.org", email: "dora@example.org"),
      .init(id: UUID(), name: "Émile Noir", email: "e@example.org"),
    ]
    func names(_ line: String) -> [String] {
      QuickAdd.question(
        line, directory, .init(), nil, as: Actor(user: UUID(), workspace: UUID())
      ).members.map(\.name)
    }
    #expect(names("Write memo o") == [])
    #expect(names("Ask ANNA's sister, emile") == ["Anna Lund", "Émile Noir"])
    #expect(names("Write to carl and dora, example.org") == [])
    #expect(names("Paint the bergs") == ["Bert O. Berg"])
  }
}
