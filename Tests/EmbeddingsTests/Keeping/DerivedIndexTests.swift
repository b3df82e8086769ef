import Embeddings
import FoundationEssentials
import Shared
import Support
import Testing

@Suite("An index elsewhere")
struct DerivedIndexTests {
  @Test("it follows the truth, and the audit repairs what it lost or should not have")
  func follows() async throws {
    let elsewhere = MemoryIndex()
    try await SearchScene.run(derived: elsewhere.index(for:)) { scene in
      for number in 0..<30 { try await scene.write("task number \(number)") }
      try await scene.settle()
      try await expectEqual(elsewhere, scene)
      let model = scene.embedder.model
      let some = try await elsewhere.index(for: model).scroll(
        workspace: scene.world.workspace, after: nil, limit: 5)
      try await elsewhere.index(for: model).delete(
        some.map(\.task), workspace: scene.world.workspace)
      let stranger = IndexPoint(
        task: UUID(), workspace: scene.world.workspace, project: nil, status: "TODO",
        createdAt: Instant(seconds: 0), contentHash: [1], vector: nil, words: TermVector("odd"))
      try await elsewhere.index(for: model).upsert([stranger])
      try await JobQueue.enqueue(JobRequest(AuditSearch.kind), in: scene.world.pool)
      try await scene.settle()
      try await expectEqual(elsewhere, scene)
    }
  }

  @Test("while it is away the truth answers, and it catches up")
  func away() async throws {
    let elsewhere = MemoryIndex()
    try await SearchScene.run(derived: elsewhere.index(for:)) { scene in
      try await scene.write("first task")
      try await scene.settle()
      elsewhere.isAway = true
      let answer = try await Retriever(scene.parts).neighbours(
        of: RetrievalQuestion("first task"), as: scene.world.actor)
      #expect(answer.neighbours.count == 1)
      elsewhere.isAway = false
      try await scene.write("second task")
      try await scene.settle()
      try await expectEqual(elsewhere, scene)
    }
  }

  @Test(
    "one that was just configured is not asked before it was given the tasks; a lost one gets all")
  func fresh() async throws {
    let elsewhere = MemoryIndex()
    try await SearchScene.run { scene in
      try await scene.write("first task")
      try await scene.settle()
      let parts = scene.with(scene.embedder, derived: elsewhere.index(for:))
      func found() async throws -> Int {
        try await Retriever(parts).neighbours(
          of: RetrievalQuestion("task"), as: scene.world.actor
        ).neighbours.count
      }
      #expect(try await found() == 1)
      try await scene.write("second task")
      try await scene.settle(parts)
      try await expectEqual(elsewhere, scene)
      #expect(try await found() == 2)
      elsewhere.clear()
      try await scene.write("third task")
      try await scene.settle(parts)
      try await expectEqual(elsewhere, scene)
      #expect(try await found() == 3)
    }
  }

  @Test("one that fails is left alone for a while; the truth answers, and that is counted")
  func resting() async throws {
    let elsewhere = MemoryIndex()
    let metrics = Metrics()
    try await SearchScene.run { scene in
      let parts = SearchParts(
        pool: scene.database.pool, embedders: Embedders(configured: scene.embedder),
        cacheBytes: 1 << 24, watch: IndexWatch(metrics: metrics), derived: elsewhere.index(for:))
      try await scene.write("first task")
      try await scene.settle(parts)
      elsewhere.isAway = true
      for _ in 0..<5 {
        let answer = try await Retriever(parts).neighbours(
          of: RetrievalQuestion("first task"), as: scene.world.actor)
        #expect(answer.neighbours.count == 1)
      }
      #expect(elsewhere.queryCount == 1)
      let text = await metrics.exposition()
      #expect(text.contains("fractal_search_fallbacks_total{reason=\"away\"} 1"))
      #expect(text.contains("fractal_search_fallbacks_total{reason=\"resting\"} 4"))
    }
  }

  @Test("after it was emptied and one workspace came back, the others are still found, and follow")
  func emptiedForOthers() async throws {
    let elsewhere = MemoryIndex()
    try await SearchScene.run(derived: elsewhere.index(for:)) { scene in
      let pool = scene.world.pool
      let user = try await TestWorld.addUser(in: pool)
      let workspace = try await TestWorld.addWorkspace(owner: user, in: pool)
      let project = try await TestWorld.addProject(in: workspace, by: user, role: "OWNER", pool)
      let other = Actor(user: user, workspace: workspace)
      try await scene.write("first task")
      _ = try await pool.transaction { transaction in
        var draft = TaskDraft(title: "their task")
        draft.project = project
        return try await TaskWriter(listeners: [SearchChangeListener()]).write(
          draft, as: other, in: transaction)
      }
      try await scene.settle()
      let index = elsewhere.index(for: scene.embedder.model)
      #expect(try await index.count(workspace: workspace) == 1)
      elsewhere.clear()
      try await scene.write("second task")
      try await scene.settle()
      #expect(try await index.count(workspace: scene.world.workspace) == 2)
      #expect(try await index.count(workspace: workspace) == 0)
      let answer = try await Retriever(scene.parts).neighbours(
        of: RetrievalQuestion("task"), as: other)
      #expect(answer.neighbours.map(\.title) == ["their task"])
      try await scene.settle()
      #expect(try await index.count(workspace: workspace) == 1)
    }
  }

  @Test("an emptied one is filled by a reindex")
  func emptied() async throws {
    let elsewhere = MemoryIndex()
    try await SearchScene.run(derived: elsewhere.index(for:)) { scene in
      for number in 0..<10 { try await scene.write("task number \(number)") }
      try await scene.settle()
      elsewhere.clear()
      let report = try await Reindex(scene.parts, logger: .silent).run()
      #expect(report.written == 0)
      #expect(report.sent == 10)
      try await expectEqual(elsewhere, scene)
    }
  }

  private func expectEqual(_ elsewhere: MemoryIndex, _ scene: SearchScene) async throws {
    let model = scene.embedder.model
    let held = try await elsewhere.index(for: model).scroll(
      workspace: scene.world.workspace, after: nil, limit: 1_000)
    let truth = try await scene.parts.exact(for: model).scroll(
      workspace: scene.world.workspace, after: nil, limit: 1_000)
    #expect(held == truth)
    #expect(!truth.isEmpty)
  }
}
