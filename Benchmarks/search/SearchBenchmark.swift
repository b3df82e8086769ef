import Embeddings
import FoundationEssentials
import Glibc
import Shared

/// Measures exact search beside a copy of the same bytes, and what Qdrant finds of what exact search
/// finds; prints one `name value` a line.
///
/// Arguments: connection URL of a migrated database, URL of a Qdrant (`-`: none), the model's folder
/// (`-`: none).
@main
struct SearchBenchmark {
  private static let dimensions = 384
  private static let rounds = 200

  let pool: PostgresPool

  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 4 else {
      print("usage: bench-search URL QDRANT_URL|- MODEL_FOLDER|-")
      return
    }
    let pool = PostgresPool(configuration: try PostgresConfiguration(url: words[1]))
    let benchmark = SearchBenchmark(pool: pool)
    try await benchmark.exact(50_000)
    guard words[2] != "-" else { return }
    let clusters = SampleVectors.clusters(15_000, 300, dimensions: dimensions, centres: 300)
    try await benchmark.recall("clusters", clusters, at: words[2])
    if words[3] != "-" {
      let titles = try await SampleVectors.titles(15_000, 300, model: words[3])
      try await benchmark.recall("titles", titles, at: words[2])
    }
    pool.close()
  }

  private func point(_ vector: [Float], of workspace: UUID) -> IndexPoint {
    IndexPoint(
      task: UUID(), workspace: workspace, project: nil, status: "TODO",
      createdAt: Instant(seconds: 1_790_000_000), contentHash: [1], vector: vector,
      words: TermVector(terms: []))
  }

  private func milliseconds(_ body: () async throws -> Void) async rethrows -> Double {
    let began = SteadyTime.now
    try await body()
    return Double(SteadyTime.now.nanoseconds - began.nanoseconds) / 1e6
  }

  /// Prints at once, so that what was measured stays where the rest takes too long.
  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  private func report(_ name: String, _ values: [Double]) {
    let sorted = values.sorted()
    let middle = sorted[sorted.count / 2]
    say("\(name)_ms p50 \(rounded(middle)) min \(rounded(sorted[0]))")
  }

  private func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }

  /// One thread, one question after the other, each in turn with a copy of all vectors' bytes.
  private func exact(_ count: Int) async throws {
    let model = EmbeddingModel(id: "bench", dimensions: Self.dimensions)
    let workspace = UUID()
    let sample = SampleVectors.clusters(
      count, Self.rounds, dimensions: Self.dimensions, centres: 500)
    let index = PostgresIndex(
      model: model, pool: pool, cache: ShelfCache(byteLimit: 1 << 30))
    try await index.upsert(sample.points.map { point($0, of: workspace) })
    let bytes = count * Self.dimensions * 4
    let from = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    let to = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    defer {
      from.deallocate()
      to.deallocate()
    }
    memset(from, 1, bytes)
    memset(to, 2, bytes)
    var copies: [Double] = []
    var searches: [Double] = []
    func ask(_ index: PostgresIndex, _ question: [Float]) async throws -> Double {
      try await milliseconds {
        _ = try await index.query(
          IndexQuery(workspace: workspace, ranking: .dense(question), limit: 10))
      }
    }
    say("exact_load_ms \(rounded(try await ask(index, sample.questions[0])))")
    for question in sample.questions {
      copies.append(await milliseconds { memcpy(to, from, bytes) })
      searches.append(try await ask(index, question))
    }
    report("memcpy", copies)
    report("exact", searches)
    let ratio = copies.sorted()[copies.count / 2] / searches.sorted()[searches.count / 2]
    say("exact_of_memcpy \(rounded(ratio))")
    let tight = PostgresIndex(model: model, pool: pool, cache: ShelfCache(byteLimit: 1 << 20))
    var streamed: [Double] = []
    for question in sample.questions.prefix(5) { streamed.append(try await ask(tight, question)) }
    report("exact_streamed", streamed)
    try await index.deleteAll(workspace: workspace)
  }

  /// How many of the ten nearest Qdrant's graph finds, among another tenant's points.
  private func recall(_ name: String, _ sample: SampleVectors, at url: String) async throws {
    var configuration = QdrantConfiguration(url: url)
    configuration.fullScanThreshold = 10
    let model = EmbeddingModel(id: "bench-\(name)", dimensions: Self.dimensions)
    let index = QdrantIndex(configuration, model: model)
    let (home, other) = (UUID(), UUID())
    try await index.prepare()
    let points = sample.points.map { point($0, of: home) }
    try await index.upsert(points + sample.points.prefix(3_000).map { point($0, of: other) })
    let client = HTTPClient.trusted()
    var request = HTTPClientRequest(.post, url + "/_double/optimize/fractal-bench-\(name)")
    request.totalTimeout = .seconds(1_800)
    request.headTimeout = .seconds(1_800)
    let built = try await client.fetch(request)
    guard built.response.status == 200 else { throw IndexError(.refused, "no graph was built") }
    let state = try await client.fetch(
      HTTPClientRequest(.get, url + "/collections/fractal-bench-\(name)"))
    let indexed = try JSONValue(parsing: state.body)["result"]?["indexed_vectors_count"]?.intValue
    say("qdrant_\(name)_indexed \(indexed ?? 0)")
    var hits = 0
    var times: [Double] = []
    for question in sample.questions {
      let wanted = Set(sample.nearest(question, 10).map { points[$0].task })
      times.append(
        try await milliseconds {
          let found = try await index.query(
            IndexQuery(workspace: home, ranking: .dense(question), limit: 10))
          hits += found.count { wanted.contains($0.task) }
        })
    }
    say("qdrant_\(name)_recall_at_10 \(rounded(Double(hits) / Double(10 * times.count)))")
    report("qdrant_\(name)", times)
    try await index.retire()
  }
}
