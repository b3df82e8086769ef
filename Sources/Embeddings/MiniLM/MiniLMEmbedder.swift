import Shared
import Synchronization

/// `all-MiniLM-L6-v2` for concurrent callers: one thread of its own computes for all of them.
///
/// The model is loaded when it is first needed and stays. Texts of which more than
/// ``EmbeddingLimits/unknownShare`` is unknown get no vector.
public final class MiniLMEmbedder: Embedder {
  /// The loaded encoder, touched on the embedder's thread alone.
  // reason: every access runs on the one thread of `thread`.
  private final class Loaded: @unchecked Sendable {
    var encoder: MiniLMEncoder?
  }

  /// The model.
  public let model = EmbeddingModel.miniLM
  private let folder: String
  private let thread = BlockingExecutor(threads: 1)
  private let loaded = Loaded()

  /// An embedder on the model files of that folder, which are not looked at yet.
  public init(folder: String) {
    self.folder = folder
  }

  /// The embeddings, computed in passes of at most ``EmbeddingLimits/tokensPerPass`` word pieces.
  public func embed(
    _ texts: [String], as purpose: EmbeddingPurpose
  ) async throws(EmbedderError) -> [TextEmbedding] {
    var found: [TextEmbedding] = []
    found.reserveCapacity(texts.count)
    var rest = texts[...]
    while !rest.isEmpty {
      guard !Task.isCancelled else { throw EmbedderError(.passing, "cancelled") }
      let chunk = Array(rest.prefix(EmbeddingLimits.textsPerPass))
      rest = rest.dropFirst(chunk.count)
      found += try await thread.run { [folder, loaded] () throws(EmbedderError) in
        try Self.compute(chunk, loaded, folder)
      }
    }
    return found
  }

  private static func compute(
    _ texts: [String], _ loaded: Loaded, _ folder: String
  ) throws(EmbedderError) -> [TextEmbedding] {
    embeddings(of: texts, by: try encoder(loaded, folder))
  }

  /// The embeddings of any number of texts, computed here and now.
  static func embeddings(of texts: [String], by encoder: MiniLMEncoder) -> [TextEmbedding] {
    let tokens = texts.map { encoder.tokens(of: String($0.utf8.prefix(limit)) ?? $0) }
    var found = tokens.map { text -> TextEmbedding in
      if text.ids.count <= 2 { return .none(.empty) }
      return .none(.unknownWords)
    }
    let usable = tokens.indices.filter {
      tokens[$0].ids.count > 2 && tokens[$0].unknownShare <= EmbeddingLimits.unknownShare
    }
    var start = usable.startIndex
    while start < usable.endIndex {
      var end = start
      var pieces = 0
      while end < usable.endIndex {
        pieces += tokens[usable[end]].ids.count
        if pieces > EmbeddingLimits.tokensPerPass, end > start { break }
        end += 1
      }
      let vectors = encoder.vectors(of: usable[start..<end].map { tokens[$0] })
      for (place, vector) in zip(usable[start..<end], vectors) { found[place] = .vector(vector) }
      start = end
    }
    return found
  }

  private static var limit: Int { EmbeddingLimits.bytesPerText }

  private static func encoder(
    _ loaded: Loaded, _ folder: String
  ) throws(EmbedderError) -> MiniLMEncoder {
    if let encoder = loaded.encoder { return encoder }
    do throws(MiniLMError) {
      let encoder = try MiniLMEncoder(folder: folder)
      loaded.encoder = encoder
      return encoder
    } catch {
      throw EmbedderError(.unavailable, error.description)
    }
  }
}
