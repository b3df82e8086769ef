import Embeddings
import FoundationEssentials
import Shared
import Support
import Testing

/// A workspace whose tasks are kept in step with the search, and a worker that can be run.
struct SearchScene {
  /// The rows.
  let world: TestWorld
  /// The database.
  let database: TestDatabase
  /// The embedder.
  let embedder: StubEmbedder
  /// What the search consists of.
  let parts: SearchParts

  /// Runs the test in a database of its own.
  static func run(
    others: [StubEmbedder] = [],
    derived: (@Sendable (EmbeddingModel) -> any VectorIndex)? = nil,
    _ body: (SearchScene) async throws -> Void
  ) async throws {
    try await TestDatabase.with(.standalone) { database in
      let embedder = StubEmbedder()
      try await body(
        SearchScene(
          world: try await TestWorld.make(database), database: database, embedder: embedder,
          parts: SearchParts(
            pool: database.pool, embedders: Embedders(configured: embedder, others: others),
            cacheBytes: 1 << 24, derived: derived)))
    }
  }

  /// The same search with other parts.
  func with(
    _ embedder: StubEmbedder?, others: [StubEmbedder] = [],
    derived: (@Sendable (EmbeddingModel) -> any VectorIndex)? = nil
  ) -> SearchParts {
    SearchParts(
      pool: database.pool, embedders: Embedders(configured: embedder, others: others),
      cacheBytes: 1 << 24, derived: derived)
  }

  /// Writes a task as the pipeline does.
  @discardableResult
  func write(
    _ title: String, project: UUID? = nil, description: String? = nil
  ) async throws -> UUID {
    var draft = TaskDraft(title: title)
    draft.project = project ?? world.project
    draft.description = description
    let final = draft
    return try await world.pool.transaction { transaction in
      try await TaskWriter(listeners: [SearchChangeListener()]).write(
        final, as: world.actor, in: transaction
      ).id
    }
  }

  /// Lets a worker do what waits, until nothing is left.
  func settle(_ parts: SearchParts? = nil) async throws {
    let parts = parts ?? self.parts
    let pool = try database.makePool()
    defer { pool.close() }
    let end = SteadyTime.now.advanced(by: .seconds(60))
    while end.remainingNanoseconds > 0 {
      _ = try await EmbedFollower(pool: world.pool, logger: .silent).step()
      let waiting = try await world.count(
        "select count(*) from pipeline.jobs where kind like 'search.%'")
      if waiting == 0 {
        // Transactions of other databases of the cluster hold the reading of changes up.
        guard try await unread() == 0 else {
          try await Task.sleep(for: .milliseconds(20))
          continue
        }
        let left = try await world.count("select count(*) from pipeline.embed_queue")
        if left == 0 { return }
        try await nudge()
        continue
      }
      var configuration = WorkerConfiguration(name: "test", version: "1", concurrency: 2)
      configuration.endsAfter = waiting
      try await Worker(
        pool: pool,
        handlers: [
          EmbedTasks(parts), SyncIndex(parts), AuditSearch(parts, metrics: Metrics()),
        ], configuration: configuration
      ).run()
    }
    Issue.record("the search did not settle")
  }

  private func unread() async throws -> Int {
    try await world.count(
      """
      select count(*) from pipeline.changed_tasks c
      where not exists (select from pipeline.change_cursors k
        where k.consumer = 'search' and (c.xid, c.sequence) <= (k.xid, k.sequence))
      """)
  }

  /// Enqueues a job for what waits without one, as the follower does every two seconds.
  private func nudge() async throws {
    let follower = EmbedFollower(pool: world.pool, logger: .silent)
    let task = Task { await follower.run() }
    while try await world.count("select count(*) from pipeline.jobs") == 0 {
      try await Task.sleep(for: .milliseconds(20))
    }
    task.cancel()
    await task.value
  }

  /// Checks that the search knows exactly the living tasks, each with the vector of its text.
  func expectInStep(_ models: [StubEmbedder]? = nil) async throws {
    let rows = try await world.pool.query(
      SQL(
        "",
        """
        select t.id, t.title, coalesce(t.description, '') as description, t.project_id, t.status
        from tasks t where t.deleted_at is null order by t.id
        """))
    for embedder in models ?? [embedder] {
      var page: [PointChange] = []
      var place = ChangePlace.start
      while true {
        let next = try await PointRows.changes(
          of: world.workspace, model: embedder.model, after: place, limit: 500, in: world.pool)
        guard let last = next.last else { break }
        page += next
        place = last.place
      }
      let living = page.filter { !$0.isRemoved }
      #expect(living.count == rows.count)
      let points = Dictionary(uniqueKeysWithValues: living.map { ($0.point.task, $0.point) })
      for row in rows {
        let point = try #require(points[try row.get("id", as: UUID.self)])
        let title = try row.get("title", as: String.self)
        let description = try row.get("description", as: String.self)
        let text = description.isEmpty ? title : title + "\n" + description
        let wanted = try await embedder.embed([text], as: .document)[0].vector
        #expect(point.vector == wanted, "\(title)")
        #expect(point.words == TermVector(text))
        #expect(try row.get("project_id", as: UUID?.self) == point.project)
        #expect(try row.get("status", as: String.self) == point.status)
      }
    }
  }
}
