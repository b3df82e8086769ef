import Embeddings
import Shared

/// A run of `fractal inspect neighbours`: texts are computed together until a question needs them.
struct LabelSession {
  private struct Item {
    let text: String
    let label: String
    let at: Int64
  }

  private static let together = 32
  private let encoder: MiniLMEncoder?
  private var history: LabelHistory
  private var waiting: [Item] = []
  /// The last question's text and vector: the same text is added right after it as a rule.
  private var last: (text: String, vector: [Float]?)?

  /// A session with that model, nil for words alone.
  init(encoder: MiniLMEncoder?) {
    self.encoder = encoder
    history = LabelHistory(dimensions: encoder == nil ? 0 : MiniLMEncoder.dimensions)
  }

  /// Takes a step; returns the answer to a question.
  mutating func take(_ step: JSONValue) throws(UsageError) -> JSONValue? {
    guard let text = step["text"]?.stringValue, let at = step["at"]?.intValue else {
      throw UsageError("a step needs \"text\" and \"at\"")
    }
    switch step["op"]?.stringValue {
    case "add":
      guard let label = step["label"]?.stringValue else {
        throw UsageError("an added text needs a \"label\"")
      }
      waiting.append(Item(text: text, label: label, at: at))
      if waiting.count >= Self.together { flush() }
      return nil
    case "ask":
      flush()
      let vector = vectors(of: [text])[0]
      last = (text, vector)
      let labels = history.guess(TermVector(text), vector: vector, at: at, limit: 5)
      return .members([
        "labels": .array(
          labels.map {
            .members([
              "label": .string($0.label), "share": .double(($0.share * 10_000).rounded() / 10_000),
            ])
          })
      ])
    default: throw UsageError("\"op\" is add or ask")
    }
  }

  private mutating func flush() {
    guard !waiting.isEmpty else { return }
    let vectors: [[Float]?]
    if waiting.count == 1, let last, last.text == waiting[0].text {
      vectors = [last.vector]
    } else {
      vectors = self.vectors(of: waiting.map(\.text))
    }
    for (item, vector) in zip(waiting, vectors) {
      history.add(TermVector(item.text), vector: vector, label: item.label, at: item.at)
    }
    waiting.removeAll()
  }

  private func vectors(of texts: [String]) -> [[Float]?] {
    guard let encoder else { return texts.map { _ in nil } }
    return encoder.usableVectors(of: texts)
  }
}
