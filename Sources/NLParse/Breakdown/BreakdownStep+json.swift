import FoundationEssentials
import Shared

extension BreakdownStep.Origin {
  /// The origin as it is stored with what was made of the step.
  var json: JSONObject {
    switch self {
    case .analogy(let parents, let share):
      [
        "kind": "analogy", "share": .double((share * 1_000).rounded() / 1_000),
        "parents": .array(parents.map { .string($0.uuidString.lowercased()) }),
      ]
    case .written: ["kind": "written"]
    case .pattern(let name, let language):
      ["kind": "pattern", "pattern": .string(name), "language": .string(language)]
    case .model(let origin): ["kind": "model", "origin": .object(origin.json)]
    }
  }

  /// One sentence for a person.
  var sentence: String {
    switch self {
    case .analogy(let parents, _):
      parents.count == 1
        ? "you did it so once before" : "you did it so in \(parents.count) tasks before"
    case .written: "it stands in the task itself"
    case .pattern(let name, _): "it belongs to the general pattern “\(name)”"
    case .model: "the language model suggests it"
    }
  }

  /// The kind of source, by which provenance is kept.
  var provenance: Provenance.Kind {
    switch self {
    case .analogy: .neighbour
    case .written: .span
    case .pattern: .rule
    case .model: .model
    }
  }

  /// How sure the source is.
  var confidence: Double {
    switch self {
    case .analogy(_, let share): 0.5 + share * 0.4
    case .written: 0.95
    case .pattern: 0.5
    case .model: 0.6
    }
  }
}
