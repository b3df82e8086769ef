import Embeddings
import Scheduler
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

  /// Refuses a Bedrock model that makes no vectors we know, or none of that length.
  static func check(_ settings: Settings) throws(WiringError) {
    let name = settings[Settings.bedrockEmbedder]
    guard settings[Settings.embedder] != "bedrock" || BedrockEmbedder.isKnown(name) else {
      throw WiringError(
        "BEDROCK_EMBEDDER names no model of which vectors are known, or none of that length: "
          + "amazon.titan-embed-text-v2:0 with /256, /512 or /1024, or Cohere Embed v3 or v4")
    }
  }

  /// What the search consists of, on that pool: the model in this process or Bedrock's, exact search
  /// or Qdrant's. All parts of one process share what is kept in memory.
  static func parts(_ context: ProgramContext, pool: PostgresPool) -> SearchParts {
    let settings = context.settings
    var derived: (@Sendable (EmbeddingModel) -> any VectorIndex)?
    if let url = settings[Settings.qdrantURL] {
      let configuration = QdrantConfiguration(url: url, apiKey: settings[Settings.qdrantKey])
      derived = { QdrantIndex(configuration, model: $0) }
    }
    return SearchParts(
      pool: pool, embedders: embedders(context, pool: pool),
      cache: context.shelves, watch: IndexWatch(metrics: context.metrics, logger: context.logger),
      derived: derived)
  }

  /// The embedders of this process and, where it is configured, Bedrock's.
  private static func embedders(_ context: ProgramContext, pool: PostgresPool) -> Embedders {
    guard context.settings[Settings.embedder] == "bedrock" else { return context.embedders }
    let others = [context.embedders[.miniLM]].compactMap(\.self)
    do {
      let client = try LanguageWiring.bedrock(context, pool: pool)
      return bedrock(context.settings[Settings.bedrockEmbedder], client, others: others)
    } catch {
      context.logger.error(
        "tasks get no vectors of Bedrock's, search goes on without",
        ["error": .string("\(error)")])
      return Embedders(configured: nil, others: others)
    }
  }

  /// The embedder of a Bedrock model. While the search moves to it from another one of Bedrock's, or
  /// from another length, questions are still asked with that: its name says how to make it.
  static func bedrock(
    _ name: String, _ client: BedrockClient, others: [any Embedder] = []
  ) -> Embedders {
    Embedders(
      configured: BedrockEmbedder(name, client: client), others: others,
      made: { BedrockEmbedder($0.id, client: client) })
  }

  /// What finds a person's tasks, on that pool.
  static func retriever(_ context: ProgramContext, pool: PostgresPool) -> Retriever {
    Retriever(
      parts(context, pool: pool),
      halfLifeDays: Double(context.settings[Settings.searchHalfLife]))
  }

  /// What plans ask how long tasks without an estimate take.
  static func estimates(_ context: ProgramContext, pool: PostgresPool) -> any NeighbourEstimates {
    RetrievedEstimates(retriever: retriever(context, pool: pool))
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
