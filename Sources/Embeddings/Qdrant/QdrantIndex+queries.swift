public import FoundationEssentials
import Shared

extension QdrantIndex {
  /// The best hits within the workspace.
  public func query(_ query: IndexQuery) async throws(IndexError) -> [IndexHit] {
    let filter = TenantFilter(query.workspace, query.filter)
    guard !filter.isImpossible, let body = try body(of: query, filter) else { return [] }
    let answer = try await read(client.call(.post, path("/points/query"), body, .question))
    guard let points = answer["points"]?.arrayValue else { throw Self.malformed }
    return try points.map { point throws(IndexError) in
      guard let task = Self.id(point), let score = point["score"]?.doubleValue else {
        throw Self.malformed
      }
      return IndexHit(task: task, score: score)
    }
  }

  /// How many points the workspace has.
  public func count(workspace: UUID) async throws(IndexError) -> Int {
    let answer = try await read(
      client.call(
        .post, path("/points/count"),
        ["filter": TenantFilter(workspace).json, "exact": true], .read))
    guard let count = answer["count"]?.intValue else { throw Self.malformed }
    return Int(clamping: count)
  }

  /// The workspace's points after an id; Qdrant's offset is the first id of a page, and ids ascend
  /// by their bytes as in PostgreSQL.
  public func scroll(
    workspace: UUID, after: UUID?, limit: Int
  ) async throws(IndexError) -> [IndexEntry] {
    try await page(of: workspace, after: after, limit: limit, .read)
  }

  /// One page of one point.
  public func hasPoints(of workspace: UUID) async throws(IndexError) -> Bool {
    try await !page(of: workspace, after: nil, limit: 1, .question).isEmpty
  }

  private func page(
    of workspace: UUID, after: UUID?, limit: Int, _ patience: QdrantClient.Patience
  ) async throws(IndexError) -> [IndexEntry] {
    guard limit > 0 else { return [] }
    let answer = try await read(
      client.call(
        .post, path("/points/scroll"),
        .members([
          "filter": TenantFilter(workspace).json, "limit": .int(Int64(limit) + 1),
          "offset": after.map { .string($0.uuidString.lowercased()) },
          "with_payload": ["fingerprint"], "with_vector": false,
        ]), patience))
    guard let points = answer["points"]?.arrayValue else { throw Self.malformed }
    var entries: [IndexEntry] = []
    for point in points {
      guard let task = Self.id(point) else { throw Self.malformed }
      guard task != after, entries.count < limit else { continue }
      entries.append(
        IndexEntry(task: task, fingerprint: point["payload"]?["fingerprint"]?.stringValue ?? ""))
    }
    return entries
  }

  /// The body of a query; nil where nothing can be found.
  private func body(
    of query: IndexQuery, _ filter: TenantFilter
  ) throws(IndexError) -> JSONValue? {
    switch query.ranking {
    case .dense(let vector):
      try check(vector)
      return request(query, filter, Self.dense(vector), using: "dense")
    case .words(let words):
      // A bare nil beside a JSON value would be JSON's null.
      guard !words.isEmpty else { return .none }
      return request(query, filter, QdrantPoint.queryWords(words), using: "words")
    case .hybrid(let vector, let words):
      try check(vector)
      if words.isEmpty { return request(query, filter, Self.dense(vector), using: "dense") }
      let candidates = max(query.limit, QdrantLimits.fusionCandidates)
      return .members([
        "prefetch": [
          Self.prefetch(Self.dense(vector), "dense", filter, candidates),
          Self.prefetch(QdrantPoint.queryWords(words), "words", filter, candidates),
        ],
        "query": ["rrf": ["k": .int(Int64(QdrantLimits.fusionConstant))]],
        "filter": filter.json, "limit": .int(Int64(query.limit)), "with_payload": false,
      ])
    }
  }

  private func check(_ vector: [Float]) throws(IndexError) {
    guard vector.count == model.dimensions else {
      throw IndexError(.wrongDimensions, "the question's vector has \(vector.count) numbers")
    }
  }

  private func request(
    _ query: IndexQuery, _ filter: TenantFilter, _ question: JSONValue, using: String
  ) -> JSONValue {
    .members([
      "query": question, "using": .string(using), "filter": filter.json,
      "limit": .int(Int64(query.limit)), "with_payload": false,
      "params": using == "dense" ? Self.parameters : nil,
    ])
  }

  private static func prefetch(
    _ question: JSONValue, _ using: String, _ filter: TenantFilter, _ limit: Int
  ) -> JSONValue {
    .members([
      "query": question, "using": .string(using), "filter": filter.json,
      "limit": .int(Int64(limit)), "params": using == "dense" ? parameters : nil,
    ])
  }

  private static let parameters: JSONValue = [
    "hnsw_ef": .int(Int64(QdrantLimits.searchWidth))
  ]

  private static let malformed = IndexError(.malformed, "Qdrant's answer lacks what was asked for")

  private static func dense(_ vector: [Float]) -> JSONValue {
    .array(vector.map { .double(Double($0)) })
  }

  private static func id(_ point: JSONValue) -> UUID? {
    point["id"]?.stringValue.flatMap { UUID(uuidString: $0) }
  }

  private func read(_ answer: QdrantClient.Answer) throws(IndexError) -> JSONValue {
    guard answer.status == 200 else {
      throw IndexError(.refused, "the collection is missing")
    }
    return answer.result
  }
}
