public import FoundationEssentials
public import Shared

/// Finds the tasks of a person that are most like a text.
///
/// Everything goes on by words where vectors are not to be had. A person finds what they may read:
/// tasks of their projects, and those of the workspace itself.
public struct Retriever: Sendable {
  private let parts: SearchParts
  private let recency: Recency
  /// How much of a score age can take away in a search; a vote is stricter.
  private static let searchFloor = 0.6

  /// A retriever over those parts; older tasks count less with that half-life.
  public init(_ parts: SearchParts, halfLifeDays: Double = 30) {
    self.parts = parts
    recency = Recency(halfLifeDays: halfLifeDays)
  }

  /// The tasks most like the text, best first; their age counts a little. Throws a `TaskError`
  /// where the actor may not act in the workspace.
  public func neighbours(
    of question: RetrievalQuestion, as actor: Actor
  ) async throws -> RetrievalAnswer {
    try await Permissions.require(actor, in: parts.pool)
    let visible = try await NeighbourRows.visibleProjects(of: actor, in: parts.pool)
    let sight = Sight(
      workspace: actor.workspace,
      projects: question.projects.map { $0.intersection(visible) } ?? visible,
      includesNone: question.projects == nil, statuses: question.statuses,
      excluded: question.excluded)
    let searched = try await search(question.text, question.mode, sight, limit: question.limit * 4)
    let rows = try await NeighbourRows.tasks(
      searched.hits.map(\.task), projects: sight.projects, as: actor, in: parts.pool)
    let fading = Recency(halfLifeDays: recency.halfLifeDays, floor: Self.searchFloor)
    let found = searched.hits.compactMap { hit -> TaskNeighbour? in
      guard var row = rows[hit.task], row.project != nil || sight.includesNone,
        question.statuses?.contains(row.status) ?? true
      else { return nil }
      row.score = hit.score * fading.weight(ageDays: row.ageDays)
      return row
    }
    return RetrievalAnswer(
      neighbours: Array(found.sorted { $0.score > $1.score }.prefix(question.limit)),
      mode: searched.mode, shortfall: searched.shortfall)
  }

  /// Open tasks of a project (nil: of the workspace itself) that a new text would repeat, nearest
  /// first; none where vectors are not to be had.
  public func duplicates(
    of text: String, project: UUID?, as actor: Actor
  ) async throws -> [SimilarTask] {
    try await Permissions.require(
      .read, of: project.map { [$0] } ?? [], as: actor, in: parts.pool)
    let vector = try await vector(of: text)
    guard case .vector(let numbers) = vector.embedding, let model = vector.model else { return [] }
    return try await DuplicateFinder.similar(
      to: numbers, task: nil, project: project, workspace: actor.workspace, model: model,
      parts: parts)
  }

  /// What may be found.
  struct Sight {
    /// The tenant.
    let workspace: UUID
    /// The projects.
    let projects: Set<UUID>
    /// Whether tasks without a project may be found.
    let includesNone: Bool
    /// The statuses; nil for all.
    var statuses: Set<String>?
    /// Tasks that may not be found.
    var excluded: Set<UUID> = []

    /// The same as an index takes it.
    var filter: IndexFilter {
      IndexFilter(
        projects: .init(projects, includesNone: includesNone), statuses: statuses,
        excluded: excluded)
    }
  }

  /// Hits of an index, and what was missing.
  struct Searched {
    /// The hits, best first.
    var hits: [IndexHit]
    /// By what they were found.
    var mode: RetrievalQuestion.Mode
    /// Why there were no vectors.
    var shortfall: String?
  }

  /// Asks the index; by words where there are no vectors.
  func search(
    _ text: String, _ mode: RetrievalQuestion.Mode, _ sight: Sight, limit: Int
  ) async throws -> Searched {
    let words = TermVector(text)
    let vector = mode == .words ? nil : try await self.vector(of: text)
    var model = vector?.model
    if model == nil { model = try await activeModel() }
    let asked = model ?? .wordsOnly
    func ask(_ ranking: IndexQuery.Ranking) async throws -> [IndexHit] {
      try await parts.hits(
        IndexQuery(
          workspace: sight.workspace, ranking: ranking, filter: sight.filter, limit: limit),
        model: asked)
    }
    switch (mode, vector?.embedding) {
    case (.dense, .vector(let numbers)):
      return Searched(hits: try await ask(.dense(numbers)), mode: .dense)
    case (.hybrid, .vector(let numbers)):
      return Searched(hits: try await ask(.hybrid(numbers, words)), mode: .hybrid)
    default:
      return Searched(
        hits: try await ask(.words(words)), mode: .words, shortfall: vector?.shortfall)
    }
  }

  /// Asks the index with a vector of the active model; none where it is of another.
  func near(_ vector: [Float], _ sight: Sight, limit: Int) async throws -> [IndexHit] {
    guard let model = try await activeModel(), model.dimensions == vector.count else { return [] }
    return try await parts.hits(
      IndexQuery(
        workspace: sight.workspace, ranking: .dense(vector), filter: sight.filter, limit: limit),
      model: model)
  }

  /// A text's vector in the model with which questions are asked.
  struct QueryVector {
    /// That model; nil where there is none.
    var model: EmbeddingModel?
    /// The vector, or why there is none.
    var embedding: TextEmbedding?
    /// Why there is none, as a code.
    var shortfall: String?
  }

  /// Computes a question's vector.
  func vector(of text: String) async throws -> QueryVector {
    guard let model = try await activeModel() else {
      return QueryVector(shortfall: "no_model")
    }
    guard let embedder = parts.embedders[model] else {
      return QueryVector(model: model, shortfall: "unavailable")
    }
    do throws(EmbedderError) {
      let embedding = try await embedder.embed([text], as: .query).first
      if case .some(.none(let absence)) = embedding {
        return QueryVector(model: model, embedding: embedding, shortfall: absence.rawValue)
      }
      return QueryVector(model: model, embedding: embedding)
    } catch {
      return QueryVector(
        model: model, shortfall: error.code == .unavailable ? "unavailable" : "failed")
    }
  }

  private func activeModel() async throws(PostgresError) -> EmbeddingModel? {
    try await ModelRegistry.active(in: parts.pool)
  }

  /// The database.
  var pool: PostgresPool { parts.pool }
  /// How age counts in a vote.
  var voteRecency: Recency { recency }
}
