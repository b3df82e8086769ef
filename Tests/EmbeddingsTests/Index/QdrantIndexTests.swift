import Embeddings
import Foundation
import Shared
import Support
import Testing

/// The index in Qdrant, against a double that has Qdrant's own engine.
@Suite(.enabled(if: PythonPeer.isAvailable))
struct QdrantIndexTests {
  private static let model = EmbeddingModel(
    id: "test:8/x", dimensions: VectorIndexConformance.dimensions)

  private func index(
    _ double: ServiceDouble, model: EmbeddingModel = Self.model, key: String? = nil
  ) -> QdrantIndex {
    var configuration = QdrantConfiguration(url: double.endpoint + "/", apiKey: key)
    configuration.sleep = { wait in try await Task.sleep(for: min(wait, .milliseconds(5))) }
    return QdrantIndex(configuration, model: model)
  }

  private func points(_ workspace: UUID, _ index: QdrantIndex, count: Int = 3) -> [IndexPoint] {
    let make = VectorIndexConformance(index: index)
    return (0..<count).map { make.point(workspace, axis: $0, text: "word\($0)") }
  }

  @Test("it is a vector index as every other")
  func conformance() async throws {
    let double = try ServiceDouble(.qdrant)
    try await VectorIndexConformance(index: index(double)).checkAll()
  }

  @Test("it is one too with a key, and without the key nothing is answered")
  func keys() async throws {
    let double = try ServiceDouble(.qdrant, arguments: ["--api-key", "k"])
    try await VectorIndexConformance(index: index(double, key: "k")).checkAll()
    let error = await #expect(throws: IndexError.self) { try await index(double).prepare() }
    #expect(error?.code == .refused)
    #expect(await index(double).isReady())
  }

  @Test("each search, count, removal and page names its workspace on the wire")
  func tenants() async throws {
    let home = UUID()
    let body = await TenantProbe.bodies {
      for ranking in [
        IndexQuery.Ranking.dense(VectorIndexConformance.vector(0)), .words(TermVector("word1")),
        .hybrid(VectorIndexConformance.vector(0), TermVector("word1")),
      ] {
        _ = try? await $0.query(IndexQuery(workspace: home, ranking: ranking))
      }
      _ = try? await $0.count(workspace: home)
      _ = try? await $0.scroll(workspace: home, after: nil, limit: 2)
      try? await $0.delete([UUID()], workspace: home)
      try? await $0.deleteAll(workspace: home)
    }
    #expect(body.count == 7)
    for text in body {
      let json = try JSONValue(parsing: text)
      let filters = [json["filter"]] + (json["prefetch"]?.arrayValue ?? []).map { $0["filter"] }
      for filter in filters {
        let first = filter?["must"]?[0]
        #expect(first?["key"] == "workspace", "\(text)")
        #expect(first?["match"]?["value"]?.stringValue == home.uuidString.lowercased())
      }
    }
  }

  /// A fault, how often the call goes out, and how it ends.
  private static let faults: [(JSONValue, Int, IndexError.Code?)] = [
    (["status": 429, "headers": ["Retry-After": 1]], 2, nil),
    (["status": 429, "headers": ["Retry-After": 60], "times": 9], 1, .passing),
    (["status": 500], 2, nil), (["status": 503, "times": 9], 4, .passing),
    (["drop": true], 2, nil), (["truncate": 20], 2, nil),
    (["drop": true, "when": "after"], 2, nil), (["status": 400], 1, .refused),
    (["status": 403], 1, .refused), (["status": 507, "times": 9], 4, .passing),
  ]

  @Test("what may pass is repeated a few times, the rest is not; a write done twice is done once")
  func failures() async throws {
    let double = try ServiceDouble(.qdrant)
    let index = index(double)
    try await index.prepare()
    for (fault, attempts, code) in Self.faults {
      let home = UUID()
      await double.clearLog()
      try await double.setFaults([fault])
      do {
        try await index.upsert(points(home, index))
        #expect(code == nil, "\(fault)")
        #expect(try await index.count(workspace: home) == 3, "\(fault)")
      } catch {
        #expect(error.code == code, "\(fault)")
      }
      let writes = await double.log().filter {
        $0["path"]?.stringValue?.contains("wait=true") == true
      }
      #expect(writes.count == attempts, "\(fault)")
      try await double.setFaults([])
    }
  }

  @Test("a wait that Qdrant asks for is told to the caller")
  func retryAfter() async throws {
    let double = try ServiceDouble(.qdrant)
    let index = index(double)
    try await index.prepare()
    try await double.setFaults([["status": 429, "headers": ["Retry-After": 60]]])
    let error = await #expect(throws: IndexError.self) { try await index.count(workspace: UUID()) }
    #expect(error?.retryAfter == .seconds(60))
  }

  @Test("a question is not waited for long, and asked once")
  func hanging() async throws {
    let double = try ServiceDouble(.qdrant)
    let index = index(double)
    let home = UUID()
    try await index.prepare()
    try await index.upsert(points(home, index))
    try await double.setFaults([["delay_ms": 20_000, "path": "points/query", "times": 9]])
    let error = await #expect(throws: IndexError.self) {
      try await index.query(IndexQuery(workspace: home, ranking: .words(TermVector("word1"))))
    }
    #expect(error?.code == .passing)
    try await double.setFaults([])
    #expect(try await index.hasPoints(of: home))
    #expect(try await !index.hasPoints(of: UUID()))
  }

  @Test("two models live side by side; the alias moves from one to the other in one step")
  func models() async throws {
    let double = try ServiceDouble(.qdrant)
    let old = index(double)
    let new = index(double, model: EmbeddingModel(id: "other", dimensions: 4))
    let home = UUID()
    try await old.prepare()
    try await new.prepare()
    try await old.upsert(points(home, old))
    try await old.activate()
    try await new.activate()
    try await new.activate()
    #expect(try await old.count(workspace: home) == 3)
    #expect(try await new.count(workspace: home) == 0)
    try await old.retire()
    try await old.retire()
    let error = await #expect(throws: IndexError.self) { try await old.count(workspace: home) }
    #expect(error?.code == .refused)
    let wrong = index(double, model: EmbeddingModel(id: "other", dimensions: 5))
    await #expect(throws: IndexError.self) { try await wrong.prepare() }
  }

  @Test("a model without vectors is found by words alone")
  func wordsOnly() async throws {
    let double = try ServiceDouble(.qdrant)
    let index = index(double, model: .wordsOnly)
    let home = UUID()
    try await index.prepare()
    let point = VectorIndexConformance(index: index).point(home, text: "fence", hasVector: false)
    try await index.upsert([point])
    let query = IndexQuery(workspace: home, ranking: .words(TermVector("fence")))
    #expect(try await index.query(query).map(\.task) == [point.task])
  }

  @Test("points of many megabytes go out in requests that Qdrant takes")
  func largeWrites() async throws {
    let double = try ServiceDouble(.qdrant)
    let index = index(double)
    try await index.prepare()
    let home = UUID()
    await double.clearLog()
    try await index.upsert(points(home, index, count: 1_100))
    let writes = await double.log().filter {
      $0["path"]?.stringValue?.contains("wait=true") == true
    }
    #expect(writes.count == 3)
    #expect(try await index.count(workspace: home) == 1_100)
  }

  @Test("the official client reads what was written: vectors, words, payload, indexes, alias")
  func officialClient() async throws {
    let double = try ServiceDouble(.qdrant)
    let index = index(double)
    let (home, project) = (UUID(), UUID())
    try await index.prepare()
    try await index.activate()
    var written = points(home, index)
    written[0].project = project
    try await index.upsert(written)
    let answer = try JSONValue(
      parsing: PythonPeer.run(
        "qdrant_read.py",
        input: JSONValue.object([
          "url": .string(double.endpoint), "alias": "fractal",
          "workspace": .string(home.uuidString.lowercased()),
          "vector": .array(VectorIndexConformance.vector(0).map { .double(Double($0)) }),
        ]).serialized))
    #expect(answer["count"]?.intValue == 3)
    #expect(answer["nearest"]?.stringValue == written[0].task.uuidString.lowercased())
    #expect(answer["payload"]?["project"]?.stringValue == project.uuidString.lowercased())
    #expect(answer["payload"]?["fingerprint"]?.stringValue == written[0].fingerprint)
    #expect(answer["tenant"] == true)
    #expect(answer["hnsw"] == ["m": 0, "payload_m": 16])
    #expect(answer["words"]?.intValue == 1)
    let error = abs((answer["score"]?.doubleValue ?? 0) - 1)
    #expect(error < 1e-5)
  }
}
