import Embeddings
import Shared

/// Brings the search together from the settings.
enum SearchWiring {
  /// The embedders of this process, made once; the model itself is loaded when it is first needed.
  static func embedders(_ settings: Settings) -> Embedders {
    let miniLM = MiniLMEmbedder(folder: ModelFolder.path(settings))
    switch settings[Settings.embedder] {
    case "none": return Embedders(configured: nil, others: [miniLM])
    default: return Embedders(configured: miniLM)
    }
  }

  /// What the search consists of, on that pool.
  static func parts(_ context: ProgramContext, pool: PostgresPool) -> SearchParts {
    SearchParts(
      pool: pool, embedders: context.embedders,
      cacheBytes: context.settings[Settings.vectorCache] << 20)
  }

  /// What finds a person's tasks, on that pool.
  static func retriever(_ context: ProgramContext, pool: PostgresPool) -> Retriever {
    Retriever(
      parts(context, pool: pool),
      halfLifeDays: Double(context.settings[Settings.searchHalfLife]))
  }

  /// The handlers of the search's jobs.
  static func handlers(_ context: ProgramContext, pool: PostgresPool) -> [any JobHandler] {
    let parts = parts(context, pool: pool)
    return [
      EmbedTasks(parts), SyncIndex(parts), AuditSearch(parts, metrics: context.metrics),
      LearnVotes(
        Retriever(parts, halfLifeDays: Double(context.settings[Settings.searchHalfLife]))),
    ]
  }
}
