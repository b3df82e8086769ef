public import FoundationEssentials

/// Tasks that can be found by vector and by words, for the vectors of one model.
///
/// Every implementation passes `VectorIndexConformance` of the tests. An index is derived: it can be
/// built anew from `pipeline.vectors` and `pipeline.indexed_tasks` at any time.
public protocol VectorIndex: Sendable {
  /// The name of the kind of index, such as `qdrant`; cursors of what it has seen go by it.
  var name: String { get }
  /// The model whose vectors it holds.
  var model: EmbeddingModel { get }

  /// Makes what the index needs before points can be written. Safe to repeat.
  func prepare() async throws(IndexError)

  /// Writes points, each by its task's id, replacing what stood there; any number. Points of one
  /// call may belong to several workspaces; of two with one id the later counts. The points are
  /// found by every query that starts after the call has returned. Throws `wrongDimensions` before
  /// anything is written.
  func upsert(_ points: [IndexPoint]) async throws(IndexError)

  /// Removes tasks of one workspace; ids that it does not have are passed over.
  func delete(_ tasks: [UUID], workspace: UUID) async throws(IndexError)

  /// Removes everything of one workspace.
  func deleteAll(workspace: UUID) async throws(IndexError)

  /// The best hits, best first.
  func query(_ query: IndexQuery) async throws(IndexError) -> [IndexHit]

  /// How many points the workspace has.
  func count(workspace: UUID) async throws(IndexError) -> Int

  /// True where the workspace has a point. Somebody waits for it, as for a query.
  func hasPoints(of workspace: UUID) async throws(IndexError) -> Bool

  /// The workspace's points by ascending id (as PostgreSQL orders `uuid`), those after `after`.
  func scroll(
    workspace: UUID, after: UUID?, limit: Int
  ) async throws(IndexError) -> [IndexEntry]

  /// Makes this model's points the ones that are read by the index's public name, at once; nothing
  /// for an index that has no such name.
  func activate() async throws(IndexError)

  /// Removes this model's points of all workspaces, once nobody reads them.
  func retire() async throws(IndexError)
}

extension VectorIndex {
  /// Nothing to do.
  public func prepare() async throws(IndexError) {}

  /// By counting.
  public func hasPoints(of workspace: UUID) async throws(IndexError) -> Bool {
    try await count(workspace: workspace) > 0
  }

  /// Nothing to do.
  public func activate() async throws(IndexError) {}
}
