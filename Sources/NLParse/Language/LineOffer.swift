import FoundationEssentials
import Shared

/// What a line's question offers a model, under handles, and what of an answer counts.
struct LineOffer: Sendable {
  private let question: LineQuestion
  private let projects: [(String, LineQuestion.Choice)]
  private let tags: [(String, LineQuestion.Choice)]
  private let members: [(String, LineQuestion.Choice)]

  /// The offer of a question, cut to what a prompt takes.
  init(_ question: LineQuestion) {
    self.question = question
    projects = Self.handles("p", question.projects.prefix(LanguageLimits.projects))
    tags = Self.handles("t", question.tags.prefix(LanguageLimits.tags))
    members = Self.handles("m", question.members.prefix(LanguageLimits.tags))
  }

  private static func handles(
    _ letter: String, _ choices: ArraySlice<LineQuestion.Choice>
  ) -> [(String, LineQuestion.Choice)] {
    choices.enumerated().map { ("\(letter)\($0.offset + 1)", $0.element) }
  }

  /// The values of the prompt's placeholders.
  var values: JSONObject {
    [
      "line": .string(question.line), "language": .string(question.language),
      "projects": Self.json(projects), "tags": Self.json(tags), "members": Self.json(members),
      "similar": .array(
        question.neighbours.prefix(LanguageLimits.neighbours).map { neighbour in
          .members([
            "title": .string(neighbour.title),
            "project": neighbour.project.flatMap { id in
              projects.first { $0.1.id == id }.map { .string($0.0) }
            },
            "tags": .array(
              neighbour.tags.compactMap { name in
                tags.first { $0.1.name == name }.map { .string($0.0) }
              }),
            "priority": neighbour.priority.map { .int(Int64($0)) },
            "estimated_minutes": neighbour.estimatedMinutes.map { .int(Int64($0)) },
          ])
        }),
    ]
  }

  private static func json(_ handles: [(String, LineQuestion.Choice)]) -> JSONValue {
    .array(handles.map { ["id": .string($0.0), "name": .string($0.1.name)] })
  }

  private static let spans = ["title", "due", "start", "duration"]

  /// What is wrong with an answer that fits the schema.
  func problems(_ json: JSONValue) -> [String] {
    var found: [String] = []
    for name in Self.spans {
      if let text = json[name]?.stringValue, span(text) == nil {
        found.append("'\(name)' is no unbroken piece of the line")
      }
    }
    if let id = json["project"]?.stringValue, Self.id(id, projects) == nil {
      found.append("'project' is no id of the list of projects")
    }
    if let id = json["assignee"]?.stringValue, Self.id(id, members) == nil {
      found.append("'assignee' is no id of the list of people")
    }
    let isStrange = json["tags"]?.arrayValue?.contains {
      Self.id($0.stringValue ?? "", tags) == nil
    }
    if isStrange == true { found.append("'tags' holds what is no id of the list of tags") }
    return found
  }

  /// What counts of an answer: pieces of the line, ids that were offered, numbers in bounds.
  func answer(_ answer: LanguageAnswer) -> LineModelAnswer {
    let json = answer.json
    let origin = answer.origin
    var result = LineModelAnswer(
      model: origin.model, prompt: "\(origin.prompt) v\(origin.version) \(origin.hash)")
    result.title = json["title"]?.stringValue.flatMap { span($0) }
    result.due = json["due"]?.stringValue.flatMap { span($0) }
    result.start = json["start"]?.stringValue.flatMap { span($0) }
    result.duration = json["duration"]?.stringValue.flatMap { span($0) }
    result.project = json["project"]?.stringValue.flatMap { Self.id($0, projects) }
    result.assignee = json["assignee"]?.stringValue.flatMap { Self.id($0, members) }
    for handle in json["tags"]?.arrayValue ?? [] {
      guard let id = handle.stringValue.flatMap({ Self.id($0, tags) }), !result.tags.contains(id)
      else { continue }
      result.tags.append(id)
    }
    result.priority = Self.number(json["priority"], 1...3)
    result.estimatedMinutes = Self.number(
      json["estimated_minutes"], 1...Int64(LineLimits.estimateMinutes))
    let confidence = json["confidence"]?.doubleValue ?? 0.5
    result.confidence = min(max(confidence.isFinite ? confidence : 0.5, 0), 1)
    return result
  }

  /// The words, where they stand in the line as they are and are not blank.
  private func span(_ text: String) -> String? {
    let words = text.trimmed
    guard !words.isEmpty, words.utf8.count <= question.line.utf8.count,
      Array(question.line.utf8).firstRange(of: Array(words.utf8)) != nil
    else { return nil }
    return words
  }

  private static func id(_ handle: String, _ handles: [(String, LineQuestion.Choice)]) -> UUID? {
    handles.first { $0.0 == handle }?.1.id
  }

  private static func number(_ value: JSONValue?, _ range: ClosedRange<Int64>) -> Int? {
    guard let number = value?.intValue, range ~= number else { return nil }
    return Int(number)
  }
}
