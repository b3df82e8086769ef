import Embeddings
import Shared

/// Brings the search together from the settings.
enum SearchWiring {
  /// The embedders of this process, made once; the model itself is loaded when it is first needed.
  static func embedders(_ settings: Settings) -> Embedders {
    let miniLM = MiniLMEmbedder(folder: ModelFolder.path(settings))
    switch settings[Settings.embedder] {
    case "none", "bedrock": return Embedders(configured: nil, others: [miniLM])
    default: return Embedders(configured: miniLM)
    }
  }

  /// The Bedrock model of `EMBEDDER=bedrock`: Titan V2 at half its length, which loses a hundredth.
  private static let bedrockModel = "amazon.titan-embed-text-v2:0/512"

  /// What the search consists of, on that pool: the model in this process or Bedrock's, exact search
  /// or Qdrant's.
  static func parts(_ context: ProgramContext, pool: PostgresPool) -> SearchParts {
    let settings = context.settings
    var derived: (@Sendable (EmbeddingModel) -> any VectorIndex)?
    if let url = settings[Settings.qdrantURL] {
      let configuration = QdrantConfiguration(url: url, apiKey: settings[Settings.qdrantKey])
      derived = { QdrantIndex(configuration, model: $0) }
    }
    return SearchParts(
      pool: pool, embedders: embedders(context, pool: pool),
      cacheBytes: settings[Settings.vectorCache] << 20, derived: derived)
  }

  /// The embedders of this process and, where it is configured, Bedrock's.
  private static func embedders(_ context: ProgramContext, pool: PostgresPool) -> Embedders {
    guard context.settings[Settings.embedder] == "bedrock" else { return context.embedders }
    let others = [context.embedders[.miniLM]].compactMap(\.self)
    do {
      let client = try LanguageWiring.bedrock(context, pool: pool)
      return Embedders(
        configured: BedrockEmbedder(bedrockModel, client: client), others: others)
    } catch {
      context.logger.error(
        "tasks get no vectors of Bedrock's, search goes on without",
        ["error": .string("\(error)")])
      return Embedders(configured: nil, others: others)
    }
  }

  /// What finds a person's tasks, on that pool.
  static func retriever(_ context: ProgramContext, pool: PostgresPool) -> Retriever {
    Retriever(
      parts(context, pool: pool),
      halfLifeDays: Double(context.settings[Settings.searchHalfLife]))
  }

  /// The handlers of the search's jobs.
  static func handlers(_ context: ProgramContext, parts: SearchParts) -> [any JobHandler] {
    [
      EmbedTasks(parts), SyncIndex(parts), AuditSearch(parts, metrics: context.metrics),
      LearnVotes(
        Retriever(parts, halfLifeDays: Double(context.settings[Settings.searchHalfLife]))),
    ]
  }
}
