import Embeddings
import Shared

extension RetrievalAnswer {
  /// The answer for programs.
  var json: JSONValue {
    .members([
      "mode": .string(mode.rawValue), "shortfall": shortfall.map { .string($0) } ?? .null,
      "tasks": .array(neighbours.map(\.json)),
    ])
  }
}
