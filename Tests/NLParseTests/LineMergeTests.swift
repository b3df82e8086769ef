import FoundationEssentials
import NLParse
import Shared
import Testing

@Suite("Merging what was typed, the model and the neighbours")
struct LineMergeTests {
  private let project = UUID()
  private let other = UUID()

  private var directory: LineDirectory {
    var directory = LineDirectory()
    directory.projects = [
      LineDirectory.Project(id: project, path: ["Work", "Tax"]),
      LineDirectory.Project(id: other, path: ["Home"]),
    ]
    return directory
  }

  private func draft(_ line: String) -> TaskDraft {
    let reading = LineParser().read(
      line, LineContext(now: LineExpectation.now, zone: .utc))
    return LineTask(reading, directory, now: Instant(seconds: 0)).draft
  }

  private func read(_ words: String) -> LineReading {
    LineParser().read(words, LineContext(now: LineExpectation.now, zone: .utc))
  }

  @Test("What was typed stands above the model, the model above the neighbours")
  func order() {
    var answer = LineModelAnswer(model: "m", prompt: "p")
    answer.project = other
    answer.priority = 1
    var suggestion = LineSuggestion()
    suggestion.projects = [.init(project, share: 0.99)]
    suggestion.priorities = [.init(3, share: 0.99)]
    suggestion.estimates = [.init(30, share: 0.9)]
    var typed = LineMerge(draft("Write memo #Tax !2"), directory)
    typed.take(answer, line: "Write memo #Tax !2", read: read)
    typed.take(suggestion)
    #expect(typed.result.project == project)
    #expect(typed.result.priority == .medium)
    #expect(typed.result.estimatedMinutes == 30)
    var open = LineMerge(draft("Write memo"), directory)
    open.take(answer, line: "Write memo", read: read)
    open.take(suggestion)
    #expect(open.result.project == other)
    #expect(open.result.priority == .high)
    let kinds = open.result.provenance.filter { $0.field == .project }.map(\.kind)
    #expect(kinds == [.model])
  }

  @Test("A model's invented ids, words and dates are dropped; its words are read by the grammar")
  func invented() {
    var answer = LineModelAnswer(model: "m", prompt: "p")
    answer.project = UUID()
    answer.assignee = UUID()
    answer.tags = [UUID()]
    answer.due = "next Christmas"
    let line = "Write memo Monday notes"
    var merge = LineMerge(draft(line), directory)
    merge.take(answer, line: line, read: read)
    #expect(merge.result == draft(line))
    answer.due = "Monday"
    var found = LineMerge(draft(line), directory)
    found.take(answer, line: line, read: read)
    #expect(found.result.due != nil)
    #expect(found.result.title == "Write memo notes")
    answer.due = "memo"
    var none = LineMerge(draft(line), directory)
    none.take(answer, line: line, read: read)
    #expect(none.result.due == nil)
  }

  @Test("Neighbours fill in only what they are sure of")
  func shares() {
    var suggestion = LineSuggestion()
    suggestion.projects = [.init(project, share: LineLimits.sureShare - 0.01)]
    suggestion.tags = [.init("paper", share: 0.9), .init("later", share: 0.2)]
    var merge = LineMerge(draft("Write memo"), directory)
    merge.take(suggestion)
    #expect(merge.result.project == nil)
    #expect(merge.result.tags == ["paper"])
  }

  @Test("Names are found by path, end, beginning and without case or accents")
  func names() {
    #expect(directory.project(["work", "tax"])?.id == project)
    #expect(directory.project(["TÀX"])?.id == project)
    #expect(directory.project(["hom"])?.id == other)
    #expect(directory.project(["xy"]) == nil)
    var many = directory
    many.members = [
      .init(id: UUID(), name: "Anna Lund", email: "anna@example.org"),
      .init(id: UUID(), name: "Anna Berg", email: "berg@example.org"),
    ]
    #expect(many.member("anna") == nil)
    #expect(many.member("Anna Berg")?.email == "berg@example.org")
    #expect(many.member("berg")?.email == "berg@example.org")
  }
}
