import FoundationEssentials
import Shared
import Support
import Testing

@testable import Embeddings

@Suite("Search in PostgreSQL's vectors")
struct PostgresIndexTests {
  private static let model = EmbeddingModel(
    id: "test-8", dimensions: VectorIndexConformance.dimensions)

  private func with(
    bytes: Int = 1 << 24, _ body: (PostgresIndex, ShelfCache, TestDatabase) async throws -> Void
  ) async throws {
    try await TestDatabase.with(.pipeline) { database in
      let cache = ShelfCache(byteLimit: bytes)
      try await body(
        PostgresIndex(model: Self.model, pool: database.pool, cache: cache), cache, database)
    }
  }

  @Test("it is a vector index as every other")
  func conformance() async throws {
    try await with { index, _, _ in
      try await VectorIndexConformance(index: index).checkAll()
    }
  }

  @Test("it is one as well where the cache has room for nothing")
  func conformanceWithoutCache() async throws {
    try await with(bytes: 0) { index, cache, _ in
      try await VectorIndexConformance(index: index).checkAll()
      #expect(await cache.byteCount == 0)
    }
  }

  @Test("a workspace larger than the cache gives the same hits, read page by page; memory is kept")
  func oversized() async throws {
    try await with(bytes: 40_000) { index, cache, database in
      let (home, small) = (UUID(), UUID())
      let make = VectorIndexConformance(index: index)
      let points = (0..<EmbeddingLimits.pointsPerRead + 300).map { number in
        make.point(
          home, axis: number % 8, tilt: Float(number % 97) / 40,
          text: "w\(number % 13) w\(number % 7) w\(number)")
      }
      try await index.upsert(points)
      try await index.upsert([make.point(small, axis: 1, text: "w1")])
      try await index.delete(points.prefix(20).map(\.task), workspace: home)
      let roomy = PostgresIndex(
        model: Self.model, pool: database.pool, cache: ShelfCache(byteLimit: 1 << 24))
      let words = TermVector("w3 w5 w2040")
      let vector = VectorIndexConformance.vector(2, 0.3)
      for ranking in [
        IndexQuery.Ranking.dense(vector), .words(words), .hybrid(vector, words),
      ] {
        for filter in [IndexFilter.all, IndexFilter(excluded: Set(points.prefix(60).map(\.task)))] {
          let query = IndexQuery(workspace: home, ranking: ranking, filter: filter, limit: 25)
          let (tight, wide) = (try await index.query(query), try await roomy.query(query))
          #expect(tight.map(\.task) == wide.map(\.task))
          #expect(zip(tight, wide).allSatisfy { abs($0.score - $1.score) < 1e-5 })
        }
      }
      let other = IndexQuery(workspace: small, ranking: .words(TermVector("w1")))
      #expect(try await index.query(other).count == 1)
      #expect(await cache.shelfCount == 1)
      #expect(await cache.byteCount <= 40_000)
    }
  }

  @Test("workspaces that are read at once share the cache's room, and are found all the same")
  func crowded() async throws {
    try await with { index, roomy, database in
      let homes = (0..<5).map { _ in UUID() }
      let make = VectorIndexConformance(index: index)
      for home in homes {
        try await index.upsert(
          (0..<EmbeddingLimits.pointsPerRead + 10).map {
            make.point(home, axis: $0 % 8, text: "w\($0)", hasVector: false)
          })
      }
      let query = IndexQuery(workspace: homes[0], ranking: .words(TermVector("w7")))
      _ = try await index.query(query)
      let limit = await roomy.byteCount * 3 / 2
      let cache = ShelfCache(byteLimit: limit)
      let tight = PostgresIndex(model: Self.model, pool: database.pool, cache: cache)
      let found = try await withThrowingTaskGroup(of: Int.self) { group in
        for home in homes {
          group.addTask {
            try await tight.query(
              IndexQuery(workspace: home, ranking: .words(TermVector("w7")))
            ).count
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(found == [1, 1, 1, 1, 1])
      #expect(await cache.peakByteCount <= limit * 2)
      #expect(await cache.byteCount <= limit)
    }
  }

  @Test("what another process wrote is found by the next question")
  func otherProcess() async throws {
    try await with { index, _, database in
      let home = UUID()
      let make = VectorIndexConformance(index: index)
      let other = PostgresIndex(
        model: Self.model, pool: database.pool,
        cache: ShelfCache(byteLimit: 1 << 20))
      for round in 0..<5 {
        let point = make.point(home, axis: round, text: "round\(round)")
        try await other.upsert([point])
        let query = IndexQuery(workspace: home, ranking: .words(TermVector("round\(round)")))
        #expect(try await index.query(query).map(\.task) == [point.task])
        try await other.delete([point.task], workspace: home)
        #expect(try await index.query(query).isEmpty)
      }
      let point = make.point(home, axis: 1, text: "again")
      try await index.upsert([point])
      try await other.deleteAll(workspace: home)
      #expect(try await index.count(workspace: home) == 0)
    }
  }

  @Test("a thousand random changes leave what a fresh reader sees")
  func randomChanges() async throws {
    try await with { index, _, database in
      let seed = UInt64.random(in: 1...UInt64.max)
      var random = SeededRandom(seed: seed)
      let make = VectorIndexConformance(index: index)
      let (home, tasks) = (UUID(), (0..<60).map { _ in UUID() })
      for _ in 0..<120 {
        let batch = (0..<8).map { _ -> IndexPoint in
          make.point(
            home, axis: Int(random.next() % 8), tilt: Float(random.next() % 100) / 50,
            text: "w\(random.next() % 9) w\(random.next() % 9)",
            task: tasks[Int(random.next() % 60)], hasVector: random.next() % 4 > 0)
        }
        if random.next() % 3 == 0 {
          try await index.delete(batch.map(\.task), workspace: home)
        } else {
          try await index.upsert(batch)
        }
        if random.next() % 5 == 0 { _ = try await index.count(workspace: home) }
      }
      let fresh = PostgresIndex(
        model: Self.model, pool: database.pool,
        cache: ShelfCache(byteLimit: 0))
      let all = try await index.scroll(workspace: home, after: nil, limit: 100)
      #expect(
        try await fresh.scroll(workspace: home, after: nil, limit: 100) == all, "seed \(seed)")
      for word in 0..<9 {
        let query = IndexQuery(
          workspace: home, ranking: .words(TermVector("w\(word)")), limit: 100)
        let (warm, cold) = (try await index.query(query), try await fresh.query(query))
        #expect(Set(warm.map(\.task)) == Set(cold.map(\.task)), "seed \(seed)")
        let scores = zip(warm, cold).map { abs($0.score - $1.score) }
        #expect(scores.allSatisfy { $0 < 1e-4 }, "seed \(seed)")
      }
    }
  }
}
