public import FoundationEssentials
public import Shared

/// A vector index in Qdrant: one collection for each model, tenants apart by a payload index, words
/// as sparse vectors with Qdrant's own idf.
///
/// It is derived from PostgreSQL and can be built anew at any time. Writes are acknowledged when
/// they are applied. Scores by words rank, but are not comparable with those of another index: idf
/// is counted over the collection, and lengths against a fixed usual one.
public struct QdrantIndex: VectorIndex {
  /// `qdrant`.
  public let name = "qdrant"
  /// The model whose vectors it holds.
  public let model: EmbeddingModel
  /// Where the points are written.
  let collection: String
  /// Sends.
  let client: QdrantClient

  /// An index for that model; nothing is sent yet.
  public init(
    _ configuration: QdrantConfiguration, model: EmbeddingModel, client: HTTPClient = .trusted()
  ) {
    self.model = model
    collection = configuration.collection(of: model)
    self.client = QdrantClient(configuration: configuration, client: client)
  }

  /// The path of the collection with what follows.
  func path(_ rest: String = "") -> String {
    "/collections/\(PercentEncoding.encode(collection))\(rest)"
  }

  /// Writes points in requests that Qdrant takes.
  public func upsert(_ points: [IndexPoint]) async throws(IndexError) {
    for point in points {
      if let vector = point.vector, vector.count != model.dimensions {
        throw IndexError(.wrongDimensions, "a vector has \(vector.count) numbers")
      }
    }
    var batch = QdrantBatch()
    for point in Self.latest(points) {
      let bytes = QdrantPoint.bytes(point)
      if !batch.fits(bytes) {
        try await write(batch)
        batch = QdrantBatch()
      }
      batch.add(bytes)
    }
    if !batch.isEmpty { try await write(batch) }
  }

  private func write(_ batch: QdrantBatch) async throws(IndexError) {
    try await applied(
      client.call(.put, path("/points?wait=true"), body: batch.body, .write))
  }

  /// Of points with one id the last, in their order.
  private static func latest(_ points: [IndexPoint]) -> [IndexPoint] {
    var places: [UUID: Int] = [:]
    var found: [IndexPoint] = []
    for point in points {
      if let place = places[point.task] {
        found[place] = point
      } else {
        places[point.task] = found.count
        found.append(point)
      }
    }
    return found
  }

  /// Removes tasks, each only where it belongs to the workspace.
  public func delete(_ tasks: [UUID], workspace: UUID) async throws(IndexError) {
    for start in stride(from: 0, to: tasks.count, by: QdrantLimits.idsPerRequest) {
      let some = Array(tasks[start..<min(start + QdrantLimits.idsPerRequest, tasks.count)])
      try await remove(TenantFilter(workspace, only: some))
    }
  }

  /// Removes everything of the workspace.
  public func deleteAll(workspace: UUID) async throws(IndexError) {
    try await remove(TenantFilter(workspace))
  }

  private func remove(_ filter: TenantFilter) async throws(IndexError) {
    try await applied(
      client.call(.post, path("/points/delete?wait=true"), ["filter": filter.json], .write))
  }

  /// Passes where a write has been carried out.
  private func applied(_ answer: QdrantClient.Answer) throws(IndexError) {
    switch answer.status {
    case 200 where answer.result["status"] == "completed": return
    case 200, 202: throw IndexError(.passing, "Qdrant has not applied the write yet")
    case 404: throw IndexError(.refused, "the collection is missing")
    default: throw IndexError(.passing, "Qdrant answered \(answer.status)")
    }
  }

  /// True where the server says that it can take requests.
  public func isReady() async -> Bool {
    var request = HTTPClientRequest(.get, client.configuration.url + "/readyz")
    request.totalTimeout = .seconds(QdrantLimits.readSeconds)
    if let key = client.configuration.apiKey { request.headers["api-key"] = key }
    return (try? await client.client.fetch(request))?.response.isSuccess ?? false
  }
}
