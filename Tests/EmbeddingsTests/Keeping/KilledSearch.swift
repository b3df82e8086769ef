import Embeddings
import Glibc
import Shared
import Support

/// What a child process does until it kills itself without a word.
enum KilledSearch {
  /// The model that it makes vectors of.
  static let model = "stub-killed"

  /// Rebuilds the search and dies on the way: after that time, once so many vectors are written.
  static func reindex(url: String, killedAfter delay: Duration, written: Int) async throws {
    let parts = try parts(url)
    let run = Task { try await Reindex(parts, logger: .silent).run() }
    try await Task.sleep(for: delay)
    let count = SQL.once("select count(*) from pipeline.vectors")
    while written > 0, try await parts.pool.queryRow(count)?.get(0, as: Int.self) ?? 0 < written {
      try await Task.sleep(for: .milliseconds(10))
    }
    kill(getpid(), SIGKILL)
    _ = try await run.value
  }

  /// Works on what waits, in the index at that Qdrant too, and dies on the way.
  static func work(
    url: String, qdrant: String, killedAfter delay: Duration
  ) async throws {
    let parts = try parts(url, qdrant: qdrant)
    var configuration = WorkerConfiguration(name: "killed", version: "1", concurrency: 2)
    configuration.heartbeatTimeout = .milliseconds(500)
    let settings = configuration
    let run = Task {
      try await Worker(
        pool: parts.pool, handlers: [EmbedTasks(parts), SyncIndex(parts)], configuration: settings
      ).run()
    }
    try await Task.sleep(for: delay)
    kill(getpid(), SIGKILL)
    try await run.value
  }

  private static func parts(_ url: String, qdrant: String = "") throws -> SearchParts {
    let embedder = StubEmbedder(model, dimensions: 24, delay: .milliseconds(60))
    var derived: (@Sendable (EmbeddingModel) -> any VectorIndex)?
    if !qdrant.isEmpty {
      derived = { QdrantIndex(QdrantConfiguration(url: qdrant), model: $0) }
    }
    return SearchParts(
      pool: PostgresPool(configuration: try PostgresConfiguration(url: url)),
      embedders: Embedders(configured: embedder), cacheBytes: 1 << 20, derived: derived)
  }
}
