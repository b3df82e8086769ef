import Shared

/// Where Qdrant is and how our collections are named there.
public struct QdrantConfiguration: Sendable {
  /// The server's address without a slash at its end, such as `https://qdrant.example:6333`.
  public var url: String
  /// The key of the server, where it has one.
  public var apiKey: String?
  /// What all our collections' names begin with, and the alias under which the model in use is
  /// found.
  public var name: String
  /// Kilobytes of vectors below which Qdrant compares a tenant's points one by one and not by their
  /// graph (`full_scan_threshold`); nil for Qdrant's own choice. Counts when a collection is made.
  public var fullScanThreshold: Int?
  /// Waits between attempts; ends early, with an error, when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  /// A number from 0 to 1 that decides the jitter of waits.
  public var random: @Sendable () -> Double = { Double.random(in: 0...1) }

  /// A configuration of those parts.
  public init(url: String, apiKey: String? = nil, name: String = "fractal") {
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.apiKey = apiKey
    self.name = name
  }

  /// The collection of a model: its id with everything replaced that Qdrant refuses in names.
  func collection(of model: EmbeddingModel) -> String {
    let plain = model.id.map { character in
      character.isASCII && (character.isLetter || character.isNumber || "-._".contains(character))
        ? character : "_"
    }
    return "\(name)-\(String(plain))"
  }
}
