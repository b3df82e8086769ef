import Embeddings
import FoundationEssentials
import Shared
import Support

/// A world whose tasks can be searched, with vectors by a stub.
struct SearchedTasks: Sendable {
  let world: TestWorld
  let database: TestDatabase
  let embedder = StubEmbedder(dimensions: 64)
  let parts: SearchParts

  /// Runs the test in a database of its own.
  static func with(_ body: (SearchedTasks) async throws -> Void) async throws {
    try await TestDatabase.with(.standalone) { database in
      try await body(
        SearchedTasks(world: try await TestWorld.make(database), database: database))
    }
  }

  private init(world: TestWorld, database: TestDatabase) {
    self.world = world
    self.database = database
    parts = SearchParts(
      pool: world.pool, embedders: Embedders(configured: embedder), cacheBytes: 1 << 24)
  }

  var retriever: Retriever { Retriever(parts) }

  /// Writes tasks, the last one newest, and makes all tasks findable.
  @discardableResult
  func write(_ drafts: [TaskDraft], as actor: Actor? = nil) async throws -> [UUID] {
    var written: [UUID] = []
    for draft in drafts { written.append(try await world.write(draft, as: actor).id) }
    try await index()
    return written
  }

  /// Makes all tasks findable, as the worker does a moment after they were written.
  func index() async throws {
    _ = try await Reindex(parts, logger: .silent).run()
  }

  /// A task of that title in a project.
  func task(_ title: String, in project: UUID? = nil) -> TaskDraft {
    var draft = TaskDraft(title: title)
    draft.project = project ?? world.project
    return draft
  }
}
