import Shared

/// What the embedding models of Bedrock want to be asked, and how they answer.
enum BedrockEmbeddingFamily: Hashable, Sendable {
  /// `amazon.titan-embed-text-v2`: one text a call, 256, 512 or 1024 numbers.
  case titanV2
  /// `cohere.embed-english-v3` and `-multilingual-v3`: 96 texts a call, 1024 numbers.
  case cohereV3
  /// `cohere.embed-v4`: 96 texts a call, 256, 512, 1024 or 1536 numbers.
  case cohereV4

  /// The family, id and length of a name such as `amazon.titan-embed-text-v2:0/512`; nil where
  /// there is no such thing.
  static func choice(
    _ name: String
  ) -> (family: BedrockEmbeddingFamily, modelID: String, dimensions: Int)? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let number = parts.count > 1 ? Int(parts[parts.count - 1]) : nil
    let modelID = number == nil ? name : parts.dropLast().joined(separator: "/")
    guard let family = family(of: modelID) else { return nil }
    let dimensions = number ?? family.lengths[family.lengths.count - 1]
    guard family.lengths.contains(dimensions) else { return nil }
    return (family, modelID, dimensions)
  }

  private static func family(of modelID: String) -> BedrockEmbeddingFamily? {
    if modelID.contains("amazon.titan-embed-text-v2") { return .titanV2 }
    if modelID.contains("cohere.embed-v4") { return .cohereV4 }
    if modelID.contains("cohere.embed-"), modelID.contains("-v3") { return .cohereV3 }
    return nil
  }

  /// The lengths of vectors on offer; the last is the default.
  var lengths: [Int] {
    switch self {
    case .titanV2: [256, 512, 1024]
    case .cohereV3: [1024]
    case .cohereV4: [256, 512, 1024, 1536]
    }
  }

  /// Texts of one call.
  var batch: Int { self == .titanV2 ? 1 : BedrockEmbeddingLimits.cohereTexts }

  /// The text, cut to what the model reads.
  func cut(_ text: String) -> String {
    let most =
      switch self {
      case .titanV2: BedrockEmbeddingLimits.characters
      case .cohereV3: BedrockEmbeddingLimits.cohereCharacters
      case .cohereV4: BedrockEmbeddingLimits.characters
      }
    let scalars = text.unicodeScalars
    guard text.utf8.count > most,
      let end = scalars.index(scalars.startIndex, offsetBy: most, limitedBy: scalars.endIndex)
    else { return text }
    return String(scalars[..<end])
  }

  /// The body of a call.
  func body(_ texts: [String], _ purpose: EmbeddingPurpose, dimensions: Int) -> JSONValue {
    switch self {
    case .titanV2:
      [
        "inputText": .string(texts.first ?? ""), "dimensions": .int(Int64(dimensions)),
        "normalize": true,
      ]
    case .cohereV3, .cohereV4:
      .members([
        "texts": .array(texts.map { .string($0) }),
        "input_type": purpose == .query ? "search_query" : "search_document",
        "truncate": self == .cohereV4 ? "RIGHT" : "END", "embedding_types": ["float"],
        "output_dimension": self == .cohereV4 ? .int(Int64(dimensions)) : nil,
      ])
    }
  }

  /// The vectors of an answer; nil where it has none.
  func vectors(_ body: JSONValue) -> [[Float]]? {
    switch self {
    case .titanV2: return Self.numbers(body["embedding"]).map { [$0] }
    case .cohereV3, .cohereV4:
      let list = body["embeddings"]?["float"] ?? body["embeddings"]
      guard let vectors = list?.arrayValue?.map({ Self.numbers($0) }), !vectors.contains(nil) else {
        return nil
      }
      return vectors.compactMap(\.self)
    }
  }

  private static func numbers(_ value: JSONValue?) -> [Float]? {
    guard let items = value?.arrayValue else { return nil }
    var numbers: [Float] = []
    numbers.reserveCapacity(items.count)
    for item in items {
      guard let number = item.doubleValue else { return nil }
      numbers.append(Float(number))
    }
    return numbers
  }
}
