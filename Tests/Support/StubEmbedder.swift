public import Embeddings
import Shared
import Synchronization

/// An embedder whose vectors are made of the words of a text: the same words in any order are the
/// same vector, and texts that share words are near each other.
public final class StubEmbedder: Embedder {
  /// The model.
  public let model: EmbeddingModel
  private struct State {
    var texts = 0
    var failure: EmbedderError?
    var failsAt = 0
    var isRefused: (@Sendable (String) -> Bool)?
  }

  private let state = Mutex(State())
  private let gate = Mutex((isHeld: false, isAsked: false))
  private let delay: Duration

  /// An embedder of that name; `delay` is waited in each call.
  public init(_ id: String = "stub-16", dimensions: Int = 16, delay: Duration = .zero) {
    model = EmbeddingModel(id: id, dimensions: dimensions)
    self.delay = delay
  }

  /// How many texts it has computed.
  public var textCount: Int { state.withLock { $0.texts } }

  /// Makes every call fail from now on, or once so many more texts are computed; nil ends that.
  public func fail(_ failure: EmbedderError?, after texts: Int = 0) {
    state.withLock { state in
      state.failure = failure
      state.failsAt = state.texts + texts
    }
  }

  /// Makes no vectors of such texts from now on, as a service that refuses them; nil ends that.
  public func refuse(_ isRefused: (@Sendable (String) -> Bool)?) {
    state.withLock { $0.isRefused = isRefused }
  }

  /// Makes calls wait until ``release()``.
  public func hold() { gate.withLock { $0.isHeld = true } }

  /// Lets calls that wait go on.
  public func release() { gate.withLock { $0.isHeld = false } }

  /// True once somebody has called it.
  public var isAsked: Bool { gate.withLock { $0.isAsked } }

  /// The vectors; throws what ``fail(_:)`` said.
  public func embed(
    _ texts: [String], as purpose: EmbeddingPurpose
  ) async throws(EmbedderError) -> [TextEmbedding] {
    let failure = state.withLock { $0.texts >= $0.failsAt ? $0.failure : nil }
    if let failure { throw failure }
    gate.withLock { $0.isAsked = true }
    while gate.withLock({ $0.isHeld }) { try? await Task.sleep(for: .milliseconds(5)) }
    if delay > .zero { try? await Task.sleep(for: delay) }
    let isRefused = state.withLock { state in
      state.texts += texts.count
      return state.isRefused
    }
    return texts.map { isRefused?($0) == true ? .none(.refused) : embedding(of: $0) }
  }

  private func embedding(of text: String) -> TextEmbedding {
    var numbers = [Float](repeating: 0, count: model.dimensions)
    let words = TermVector(text)
    if words.isEmpty { return .none(.empty) }
    for term in words.terms {
      var random = SeededRandom(seed: UInt64(term.id) &+ UInt64(model.dimensions))
      for place in numbers.indices { numbers[place] += Float(random.unit()) - 0.5 }
    }
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return .vector(numbers.map { $0 / length })
  }
}
