public import Shared

/// Which models have vectors in this database, and with which questions are asked.
///
/// One model is active at most. A move to another makes it `building` first: every change of a task
/// then gives vectors of both, until ``activate(_:in:)`` switches in one transaction.
public enum ModelRegistry {
  private static let listSQL = SQL(
    "embedding_models",
    """
    select model, dimensions, state from pipeline.embedding_models
    where state <> 'retired' order by state, model
    """)

  private static let firstSQL = SQL(
    "embedding_models_first",
    """
    insert into pipeline.embedding_models (model, dimensions, state, activated_at)
    select $1, $2, 'active', now()
    where not exists (select from pipeline.embedding_models where state = 'active')
    on conflict do nothing
    """)

  /// The models whose vectors are kept up to date.
  public static func living(
    in session: any PostgresSession
  ) async throws(PostgresError) -> [RegisteredModel] {
    var found: [RegisteredModel] = []
    for row in try await session.query(listSQL) {
      let dimensions = Int(try row.get("dimensions", as: Int32.self))
      let model = EmbeddingModel(id: try row.get("model", as: String.self), dimensions: dimensions)
      let state = RegisteredModel.State(rawValue: try row.get("state", as: String.self))
      found.append(RegisteredModel(model: model, state: state ?? .retired))
    }
    return found
  }

  /// The models whose vectors are kept up to date; the configured one becomes active where none is.
  public static func living(
    startingWith configured: EmbeddingModel?, in session: any PostgresSession
  ) async throws(PostgresError) -> [RegisteredModel] {
    let models = try await living(in: session)
    guard let configured, !models.contains(where: { $0.state == .active }) else { return models }
    try await session.execute(firstSQL, [configured.id, configured.dimensions])
    return try await living(in: session)
  }

  /// The model with which questions are asked; nil where there is none yet.
  public static func active(
    in session: any PostgresSession
  ) async throws(PostgresError) -> EmbeddingModel? {
    try await living(in: session).first { $0.state == .active }?.model
  }

  private static let buildSQL = SQL(
    "embedding_models_build",
    """
    insert into pipeline.embedding_models (model, dimensions, state) values ($1, $2, 'building')
    on conflict (model) do update set dimensions = excluded.dimensions, state = 'building'
    where embedding_models.state = 'retired'
    """)

  /// Lets every change of a task give vectors of that model too.
  public static func build(
    _ model: EmbeddingModel, in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(buildSQL, [model.id, model.dimensions])
  }

  private static let lockSQL = SQL(
    "embedding_models_lock", "lock table pipeline.embedding_models in share row exclusive mode")
  private static let retireOthersSQL = SQL(
    "embedding_models_retire",
    "update pipeline.embedding_models set state = 'retired' where state <> 'retired' and model <> $1"
  )
  private static let activateSQL = SQL(
    "embedding_models_activate",
    """
    update pipeline.embedding_models set state = 'active', activated_at = now()
    where model = $1 and state = 'building'
    """)

  private static let retiredSQL = SQL(
    "embedding_models_retired",
    "select model, dimensions from pipeline.embedding_models where state = 'retired' order by model"
  )

  /// The models whose vectors nobody needs, though some may still be stored.
  static func retired(
    in session: any PostgresSession
  ) async throws(PostgresError) -> [EmbeddingModel] {
    var found: [EmbeddingModel] = []
    for row in try await session.query(retiredSQL) {
      found.append(
        EmbeddingModel(
          id: try row.get("model", as: String.self),
          dimensions: Int(try row.get("dimensions", as: Int32.self))))
    }
    return found
  }

  /// Asks questions with that model from now on, and retires all others: the one before, and those
  /// of moves that were given up.
  public static func activate(
    _ model: EmbeddingModel, in transaction: PostgresTransaction
  ) async throws(PostgresError) {
    try await transaction.execute(lockSQL)
    try await transaction.execute(retireOthersSQL, [model.id])
    try await transaction.execute(activateSQL, [model.id])
  }
}
