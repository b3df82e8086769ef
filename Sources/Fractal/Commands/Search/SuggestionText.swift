import Embeddings
import FoundationEssentials
import Shared

/// What was guessed about a new task, for people and for programs.
enum SuggestionText {
  private static let shown = 3

  /// The guesses as JSON: lists of `value` and `share`, most likely first.
  static func json(_ suggestion: TaskSuggestion, _ repeated: [SimilarTask]) -> JSONValue {
    .members([
      "project": .array(
        suggestion.projects.prefix(shown).map {
          guess($0.value.map { .string($0.uuidString.lowercased()) } ?? .null, $0.share)
        }),
      "tags": .array(suggestion.tags.prefix(10).map { guess(.string($0.value), $0.share) }),
      "priority": .array(
        suggestion.priorities.prefix(shown).map { guess(.int(Int64($0.value)), $0.share) }),
      "estimated_minutes": suggestion.estimate.map { guess(.int(Int64($0.value)), $0.share) }
        ?? .null,
      "last_used_project": project(suggestion.lastUsedProject),
      "most_used_project": project(suggestion.mostUsedProject),
      "acting_share": .double(TaskSuggestion.actingShare),
      "looks_like": .array(
        repeated.map {
          .members([
            "id": .string($0.task.uuidString.lowercased()), "title": .string($0.title),
            "made_on": .string(String($0.createdAt.description.prefix(10))),
            "similarity": .double(rounded($0.similarity)), "warning": .string($0.warning),
          ])
        }),
      "neighbours": .array(suggestion.neighbours.map(\.json)),
    ])
  }

  /// The guesses in lines.
  static func text(_ suggestion: TaskSuggestion, _ repeated: [SimilarTask]) -> String {
    let names = Dictionary(
      suggestion.neighbours.compactMap { row in row.project.map { ($0, row.projectName ?? "") } },
      uniquingKeysWith: { first, _ in first })
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

  private static func project(_ known: UUID??) -> JSONValue {
    guard let project = known else { return .null }
    return .members(["value": project.map { .string($0.uuidString.lowercased()) } ?? .null])
  }

  private static func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
