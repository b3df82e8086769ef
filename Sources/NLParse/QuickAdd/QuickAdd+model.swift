import Embeddings
import FoundationEssentials
import Shared

extension QuickAdd {
  /// Lets the model complete a line; returns why it did not, nil where it did or there is none.
  func ask(
    _ line: String, _ merge: inout LineMerge, _ directory: LineDirectory,
    _ choices: LinePolicy.Choices, _ suggestion: TaskSuggestion?, as actor: Actor, now: Instant
  ) async -> String? {
    guard let model else { return nil }
    let question = QuickAdd.question(line, directory, choices, suggestion, as: actor)
    let outcome = await Race.first(
      within: question.patience, otherwise: .none(code: ModelRefusal.timeout.rawValue)
    ) { await model.read(question) }
    switch outcome {
    case .answer(let answer):
      merge.take(answer, line: line) { read($0, directory, choices, now: now) }
      return nil
    case .none(let reason): return reason
    }
  }

  /// What a model is asked about a line. Of other people it learns no more than the names of those
  /// whom the line itself names.
  static func question(
    _ line: String, _ directory: LineDirectory, _ choices: LinePolicy.Choices,
    _ suggestion: TaskSuggestion?, as actor: Actor
  ) -> LineQuestion {
    var question = LineQuestion(
      line: line, language: choices.language ?? "en", workspace: actor.workspace,
      user: actor.user)
    question.projects = directory.projects.map {
      LineQuestion.Choice(id: $0.id, name: $0.path.joined(separator: "/"))
    }
    question.tags = directory.tags
    question.members = directory.members(namedIn: line)
    // What others wrote never reaches a prompt.
    question.neighbours = (suggestion?.neighbours ?? []).filter(\.isOwn).map {
      LineQuestion.Neighbour(
        task: $0.task, title: $0.title, project: $0.project, tags: $0.tags,
        priority: $0.priority, estimatedMinutes: $0.estimatedMinutes)
    }
    return question
  }
}

extension LineDirectory {
  /// Words of a name that are shorter, such as initials, name nobody.
  private static let nameBytes = 2

  /// The members of whose names the line has a word, by their full names and never by an address.
  func members(namedIn line: String) -> [LineQuestion.Choice] {
    let said = Set(LineDirectory.words(line))
    return members.compactMap { member in
      guard let name = member.name, !name.contains("@"),
        LineDirectory.words(name).contains(where: { word in
          said.contains(word) || said.contains(word + [UInt8(ascii: "s")])
        })
      else { return nil }
      return LineQuestion.Choice(id: member.id, name: name)
    }
  }

  private static func words(_ text: String) -> [[UInt8]] {
    TextFolding.folded(Array(text.utf8)).split {
      !($0 >= 0x80 || $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26)
    }.filter { $0.count >= nameBytes }.map(Array.init)
  }
}
