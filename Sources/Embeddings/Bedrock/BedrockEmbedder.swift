public import Shared

/// Vectors by a model of Amazon Bedrock: Titan Text Embeddings V2 or Cohere Embed.
public struct BedrockEmbedder: Embedder {
  /// The model whose vectors it makes, with its length in the name.
  public let model: EmbeddingModel
  private let client: BedrockClient
  private let family: BedrockEmbeddingFamily
  private let modelID: String

  /// An embedder for a model's id, optionally with a slash and a number of dimensions, such as
  /// `amazon.titan-embed-text-v2:0/512`; nil where the model is none of those, or has no vectors of
  /// that length.
  public init?(_ name: String, client: BedrockClient) {
    guard let choice = BedrockEmbeddingFamily.choice(name) else { return nil }
    family = choice.family
    modelID = choice.modelID
    self.client = client
    model = EmbeddingModel(
      id: "\(choice.modelID.lowercased())/\(choice.dimensions)", dimensions: choice.dimensions)
  }

  /// True where ``init(_:client:)`` knows the model and the length.
  public static func isKnown(_ name: String) -> Bool {
    BedrockEmbeddingFamily.choice(name) != nil
  }

  /// The vectors, a few requests at a time.
  public func embed(
    _ texts: [String], as purpose: EmbeddingPurpose
  ) async throws(EmbedderError) -> [TextEmbedding] {
    let cut = texts.map { family.cut($0) }
    var results = [TextEmbedding](repeating: .none(.empty), count: texts.count)
    let wanted = cut.indices.filter { !Self.isBlank(cut[$0]) }
    let batches = stride(from: 0, to: wanted.count, by: family.batch).map {
      Array(wanted[$0..<min($0 + family.batch, wanted.count)])
    }
    for start in stride(from: 0, to: batches.count, by: BedrockEmbeddingLimits.requestsAtOnce) {
      let some = batches[start..<min(start + BedrockEmbeddingLimits.requestsAtOnce, batches.count)]
      let answers = await withTaskGroup { group in
        for batch in some {
          group.addTask {
            (batch, await self.outcome(batch.map { cut[$0] }, purpose))
          }
        }
        var answers: [([Int], Result<[TextEmbedding], BedrockError>)] = []
        for await answer in group { answers.append(answer) }
        return answers
      }
      for (batch, answer) in answers {
        switch answer {
        case .success(let embeddings):
          for (index, embedding) in zip(batch, embeddings) { results[index] = embedding }
        case .failure(let error): throw EmbedderError(error)
        }
      }
    }
    return results
  }

  private func outcome(
    _ texts: [String], _ purpose: EmbeddingPurpose
  ) async -> Result<[TextEmbedding], BedrockError> {
    do throws(BedrockError) {
      return .success(try await request(texts, purpose))
    } catch {
      return .failure(error)
    }
  }

  /// One request; where the model refuses a batch, its halves, so that one bad text costs only its
  /// own vector.
  private func request(
    _ texts: [String], _ purpose: EmbeddingPurpose
  ) async throws(BedrockError) -> [TextEmbedding] {
    do throws(BedrockError) {
      let characters = texts.reduce(0) { $0 + $1.utf8.count }
      let answer = try await client.invoke(
        model: modelID, family.body(texts, purpose, dimensions: model.dimensions),
        expectedTokens: characters / 3 + 1)
      guard let vectors = family.vectors(answer.body), vectors.count == texts.count else {
        throw BedrockError(.malformedAnswer, status: 200)
      }
      return try vectors.map { vector throws(BedrockError) in
        guard vector.count == model.dimensions, let unit = Self.unit(vector) else {
          throw BedrockError(.malformedAnswer, status: 200)
        }
        return .vector(unit)
      }
    } catch {
      guard error.code == .validation else { throw error }
      guard texts.count > 1 else { return [.none(.refused)] }
      let middle = texts.count / 2
      return try await request(Array(texts[..<middle]), purpose)
        + request(Array(texts[middle...]), purpose)
    }
  }

  /// The vector with unit length; nil where a number is none or all are zero.
  private static func unit(_ vector: [Float]) -> [Float]? {
    let square = vector.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard square.isFinite, square > 1e-12 else { return nil }
    let scale = Float(1 / square.squareRoot())
    return vector.map { $0 * scale }
  }

  private static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }
}
