import Embeddings
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
    var suggestion = known
    suggestion.projects = [.init(value: project, share: 0.99)]
    suggestion.priorities = [.init(value: 3, share: 0.97)]
    suggestion.estimate = .init(value: 30, share: 0.9)
    var typed = LineMerge(draft("Write memo #Tax !2"), directory)
    typed.take(answer, line: "Write memo #Tax !2", read: read)
    typed.take(suggestion)
    #expect(typed.result.project == project)
    #expect(typed.result.priority == .medium)
    #expect(typed.result.estimatedMinutes == 30)
    let minutes = typed.result.provenance.first { $0.field == .estimatedMinutes }
    #expect(minutes?.kind == .neighbour)
    #expect(minutes?.confidence == 0.9)
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

  /// A line as the merge leaves it after a model's answer.
  private func merged(
    _ line: String, _ fill: (inout LineModelAnswer) -> Void
  ) -> TaskDraft {
    var answer = LineModelAnswer(model: "m", prompt: "p")
    answer.confidence = 0.8
    fill(&answer)
    var merge = LineMerge(draft(line), directory)
    merge.take(answer, line: line, read: read)
    return merge.result
  }

  @Test("A model's start and duration count as its due date does, each with its words")
  func words() {
    let line = "Draft Monday plan Tuesday paper 2h long"
    let plain = draft(line)
    #expect(plain.due == nil)
    let task = merged(line) {
      $0.start = "Monday"
      $0.due = "Tuesday"
      $0.duration = "2h"
    }
    #expect(task.facts.notBefore != nil)
    #expect(task.due != nil)
    #expect(task.estimatedMinutes == 120)
    #expect(task.title == "Draft plan paper long")
    for field in [TaskField.notBefore, .due, .estimatedMinutes, .title] {
      let sources = task.provenance.filter { $0.field == field && $0.kind == .model }
      #expect(sources.map(\.confidence) == [0.8], "\(field)")
    }
    let late = merged(line) {
      $0.start = "Tuesday"
      $0.due = "Monday"
    }
    #expect(late.due != nil)
    #expect(late.facts.notBefore == nil, "nothing starts after it is due")
  }

  @Test("What the model calls the title stays in it, words that only join a date leave with it")
  func titles() {
    /// The title after a model has said when, of a line in which the grammar sees nothing.
    func title(_ line: String, due: String, title: String? = nil) -> String {
      var answer = LineModelAnswer(model: "m", prompt: "p")
      answer.due = due
      answer.title = title
      var merge = LineMerge(TaskDraft(title: line), directory)
      merge.take(answer, line: line) { $0 == line ? LineReading(title: line) : read($0) }
      #expect(merge.result.due != nil, "\(line)")
      let isExplained = merge.result.provenance.contains { $0.field == .title }
      #expect(isExplained == (merge.result.title != line), "\(line)")
      return merge.result.title
    }
    #expect(title("Send by the Friday notes", due: "Friday") == "Send notes")
    #expect(title("Read the Friday notes", due: "Friday") == "Read the notes")
    #expect(title("Send notes, by Friday", due: "Friday") == "Send notes")
    #expect(title("by Friday", due: "Friday") == "by Friday")
    #expect(
      title("Read the Friday notes", due: "Friday", title: "Read the Friday notes")
        == "Read the Friday notes")
    #expect(title("Send by Friday notes", due: "Friday", title: "Send by") == "Send by notes")
  }

  @Test("Escaped and quoted words, addresses and what the grammar has read are never a date")
  func guarded() {
    for (line, words) in [
      ("Read \\tomorrow", "tomorrow"), (#"Watch "Friday night""#, "Friday"),
      ("Read „Friday night“ aloud", "Friday"), ("see https://x.example/monday", "monday"),
      ("Ask Mayer", "May"), ("Pay @monday", "monday"),
    ] {
      let task = merged(line) {
        $0.due = words
        $0.start = words
      }
      #expect(task == draft(line), "\(line)")
    }
    let second = merged("Read \\Monday notes Monday notes") { $0.due = "Monday" }
    #expect(second.due != nil)
    #expect(second.title == "Read Monday notes notes")
  }

  @Test("A repetition of the model's keeps its exceptions and its source, a deadline its firmness")
  func whole() {
    let line = "Take pills every day except Sundays notes"
    let words = "every day except Sundays"
    var reading = LineReading(title: line)
    reading.language = "en"
    var answer = LineModelAnswer(model: "m", prompt: "p")
    answer.due = words
    var merge = LineMerge(TaskDraft(title: line), directory)
    merge.take(answer, line: line) { $0 == words ? read(words) : reading }
    let direct = LineTask(read(words), directory, now: Instant(seconds: 0)).draft
    #expect(direct.recurrenceRule != nil)
    #expect(merge.result.recurrenceRule == direct.recurrenceRule)
    #expect(merge.result.facts.details["exceptions"] == direct.facts.details["exceptions"])
    let rule = merge.result.provenance.first { $0.field == .recurrenceRule }
    #expect(rule?.kind == .model)
    for (text, isHard, isFloating) in [
      ("hard deadline Friday", true, false), ("Friday 9am local time", false, true),
    ] {
      let line = "Do " + text
      answer.due = text
      var merge = LineMerge(TaskDraft(title: line), directory)
      merge.take(answer, line: line) { $0 == text ? read(text) : LineReading(title: line) }
      #expect(merge.result.isHardDeadline == isHard, "\(text)")
      #expect(merge.result.facts.floating == isFloating, "\(text)")
    }
  }

  private var known: TaskSuggestion {
    var suggestion = TaskSuggestion()
    suggestion.history = EmbeddingLimits.actingHistory
    suggestion.mode = .dense
    suggestion.projectLikeness = 0.8
    suggestion.priorityLikeness = 0.8
    return suggestion
  }

  @Test("Neighbours fill in only what they are sure of, and offer the rest")
  func shares() {
    var suggestion = known
    suggestion.projects = [.init(value: project, share: TaskSuggestion.actingShare - 0.01)]
    suggestion.tags = [.init(value: "paper", share: 0.9), .init(value: "later", share: 0.2)]
    suggestion.priorities = [.init(value: 0, share: 0.95), .init(value: 1, share: 0.05)]
    var merge = LineMerge(draft("Write memo"), directory)
    merge.take(suggestion)
    #expect(merge.result.project == nil)
    #expect(merge.result.tags == ["paper"])
    #expect(merge.result.priority == .none)
    let offers = merge.offers(suggestion)
    #expect(offers.projects.map(\.value) == [project])
    #expect(offers.tags.map(\.value) == ["later"])
    let typed = LineMerge(draft("Write memo #Home !2 ~30m"), directory).offers(suggestion)
    #expect(typed.projects.isEmpty)
    #expect(typed.priorities.isEmpty)
  }

  @Test("Nothing is filled in for who has made few tasks, tags and minutes not by words alone")
  func doubts() {
    var suggestion = known
    suggestion.projects = [.init(value: project, share: 1)]
    suggestion.tags = [.init(value: "paper", share: 1)]
    suggestion.estimate = .init(value: 30, share: 1)
    suggestion.history -= 1
    var few = LineMerge(draft("Write memo"), directory)
    few.take(suggestion)
    #expect(few.result == draft("Write memo"))
    suggestion.history += 1
    suggestion.projectLikeness = TaskSuggestion.actingLikeness - 0.01
    var unlike = LineMerge(draft("Write memo"), directory)
    unlike.take(suggestion)
    #expect(unlike.result.project == nil)
    suggestion.projectLikeness = 0.8
    suggestion.mode = .words
    var words = LineMerge(draft("Write memo"), directory)
    words.take(suggestion)
    #expect(words.result.project == project)
    #expect(words.result.tags.isEmpty)
    #expect(words.result.estimatedMinutes == nil)
    suggestion.projects = [.init(value: nil, share: 0.9), .init(value: project, share: 0.1)]
    var none = LineMerge(draft("Write memo"), directory)
    none.take(suggestion)
    #expect(none.result.project == nil)
    suggestion.projects = [.init(value: UUID(), share: 1)]
    var foreign = LineMerge(draft("Write memo"), directory)
    foreign.take(suggestion)
    #expect(foreign.result.project == nil)
    #expect(foreign.offers(suggestion).projects.isEmpty)
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
