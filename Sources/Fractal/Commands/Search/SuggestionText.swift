import Embeddings
import FoundationEssentials
import Shared

/// What was guessed about a new task, for people and for programs.
enum SuggestionText {
  private static let shown = 3

  /// The guesses as JSON: lists of `value` and `share`, most likely first; projects with their names
  /// where those are known.
  static func json(
    _ suggestion: TaskSuggestion, _ repeated: [SimilarTask], names: [UUID: String] = [:]
  ) -> JSONValue {
    let names = suggestion.projectNames.merging(names) { $1 }
    var object: JSONObject = [
      "mode": suggestion.mode.map { .string($0.rawValue) } ?? .null,
      "shortfall": suggestion.shortfall.map { .string($0) } ?? .null,
      "acting_share": .double(TaskSuggestion.actingShare),
      "last_used_project": project(suggestion.lastUsedProject, names),
      "most_used_project": project(suggestion.mostUsedProject, names),
    ]
    let projects = suggestion.projects.prefix(shown).map { guess -> JSONValue in
      var form = projectForm(guess.value, names)
      form["share"] = .double(rounded(guess.share))
      return .object(form)
    }
    object["project"] = .array(projects)
    object["tags"] = .array(
      suggestion.tags.prefix(10).map { guess(.string($0.value), $0.share) })
    object["priority"] = .array(
      suggestion.priorities.prefix(shown).map { guess(.int(Int64($0.value)), $0.share) })
    object["estimated_minutes"] =
      suggestion.estimate.map { guess(.int(Int64($0.value)), $0.share) } ?? .null
    object["looks_like"] = .array(repeated.map(form(of:)))
    object["neighbours"] = .array(suggestion.neighbours.map(\.json))
    return .object(object)
  }

  private static func form(of task: SimilarTask) -> JSONValue {
    .members([
      "id": .string(task.task.uuidString.lowercased()), "title": .string(task.title),
      "made_on": .string(String(task.createdAt.description.prefix(10))),
      "similarity": .double(rounded(task.similarity)), "warning": .string(task.warning),
    ])
  }

  /// The guesses in lines.
  static func text(_ suggestion: TaskSuggestion, _ repeated: [SimilarTask]) -> String {
    let names = suggestion.projectNames
    var lines: [String] = []
    func add(_ name: String, _ guesses: [String]) {
      if !guesses.isEmpty { lines.append("\(name): " + guesses.joined(separator: ", ")) }
    }
    add(
      "project",
      suggestion.projects.prefix(shown).map { guess in
        let name = guess.value.map { names[$0] ?? $0.uuidString.lowercased() } ?? "none"
        return "\(name) \(percent(guess.share))"
      })
    add("tags", suggestion.tags.prefix(5).map { "\($0.value) \(percent($0.share))" })
    add(
      "priority",
      suggestion.priorities.prefix(1).map {
        let name = [1: "high", 2: "medium", 3: "low"][$0.value] ?? "none"
        return "\(name) \(percent($0.share))"
      })
    if let estimate = suggestion.estimate {
      lines.append("estimate: \(estimate.value) min \(percent(estimate.share))")
    }
    lines += repeated.map(\.warning)
    return lines.isEmpty ? "nothing known yet" : lines.joined(separator: "\n")
  }

  private static func guess(_ value: JSONValue, _ share: Double) -> JSONValue {
    .members(["value": value, "share": .double(rounded(share))])
  }

  private static func project(_ known: UUID??, _ names: [UUID: String]) -> JSONValue {
    guard let project = known else { return .null }
    return .object(projectForm(project, names))
  }

  private static func projectForm(_ project: UUID?, _ names: [UUID: String]) -> JSONObject {
    var form = JSONObject()
    form["value"] = project.map { .string($0.uuidString.lowercased()) } ?? .null
    form["name"] = project.flatMap { names[$0] }.map { .string($0) } ?? .null
    return form
  }

  private static func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension TaskSuggestion {
  /// The names of the neighbours' projects.
  fileprivate var projectNames: [UUID: String] {
    Dictionary(
      neighbours.compactMap { row in row.project.map { ($0, row.projectName ?? "") } },
      uniquingKeysWith: { first, _ in first })
  }
}
