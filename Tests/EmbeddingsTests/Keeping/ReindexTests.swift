import Embeddings
import FoundationEssentials
import Glibc
import Shared
import Support
import Synchronization
import Testing

@Suite("Rebuilding the search")
struct ReindexTests {
  private func fill(_ scene: SearchScene, _ count: Int) async throws {
    try await scene.world.pool.execute(
      SQL(
        "",
        """
        insert into tasks (workspace_id, project_id, title, lexorank, created_by, status)
        select $1, $2, 'task w' || n || ' w' || n % 17, 'a' || n, $3, 'TODO'
        from generate_series(1, $4::int) n
        """),
      [scene.world.workspace, scene.world.project, scene.world.user, Int32(count)])
  }

  @Test("it makes what is missing, and a second run makes nothing")
  func rebuild() async throws {
    try await SearchScene.run { scene in
      try await fill(scene, 700)
      let seen = Mutex([Reindex.Progress]())
      let report = try await Reindex(scene.parts, logger: .silent).run { progress in
        seen.withLock { $0.append(progress) }
      }
      #expect(report.tasks == 700)
      #expect(report.written == 700)
      #expect(seen.withLock { $0.count } > 2)
      try await scene.expectInStep()
      let again = try await Reindex(scene.parts, logger: .silent).run()
      #expect(again.written == 0)
      try await scene.world.pool.execute(
        SQL("", "delete from tasks where title like 'task w1%'"))
      let removed = try await Reindex(scene.parts, logger: .silent).run()
      #expect(removed.removed == 111)
      try await scene.expectInStep()
    }
  }

  @Test("moving to another model answers with the old one until all is there, then switches")
  func move() async throws {
    try await SearchScene.run { scene in
      try await fill(scene, 300)
      _ = try await Reindex(scene.parts, logger: .silent).run()
      let next = StubEmbedder("stub-24", dimensions: 24, delay: .milliseconds(40))
      let both = scene.with(next, others: [scene.embedder])
      let models = Mutex(Set<String>())
      let asking = Task {
        while !Task.isCancelled {
          let answer = try await Retriever(both).neighbours(
            of: RetrievalQuestion("task w12 w12", mode: .dense), as: scene.world.actor)
          #expect(answer.neighbours.first?.title == "task w12 w12")
          let active = try await ModelRegistry.active(in: scene.world.pool)
          models.withLock { _ = $0.insert(active?.id ?? "") }
        }
      }
      let written = Task {
        try await Task.sleep(for: .milliseconds(30))
        return try await scene.write("written meanwhile")
      }
      next.hold()
      let moving = Task { try await Reindex(both, logger: .silent).run() }
      // Nothing of the new model is there yet: who asks gets the old one's answer.
      while !next.isAsked || models.withLock({ $0.isEmpty }) {
        try await Task.sleep(for: .milliseconds(5))
      }
      next.release()
      let report = try await moving.value
      _ = try await written.value
      try await scene.settle(both)
      asking.cancel()
      try? await asking.value
      #expect(report.model == next.model)
      #expect(report.previous == scene.embedder.model)
      #expect(models.withLock { $0 }.contains("stub-16"))
      try await scene.expectInStep([next])
      let old = try await scene.world.count(
        "select count(*) from pipeline.vectors where model = 'stub-16'")
      #expect(old == 0)
    }
  }

  @Test("a model that makes no vectors is not switched to, and the old ones stay")
  func refusing() async throws {
    try await SearchScene.run { scene in
      try await fill(scene, 20)
      _ = try await Reindex(scene.parts, logger: .silent).run()
      let next = StubEmbedder("stub-24", dimensions: 24)
      let both = scene.with(next, others: [scene.embedder])
      next.refuse { _ in true }
      let error = await #expect(throws: EmbedderError.self) {
        try await Reindex(both, logger: .silent).run()
      }
      #expect(error?.code == .refused)
      // One that fails on the way is not switched to either.
      next.refuse(nil)
      next.fail(EmbedderError(.unavailable, "not allowed any more"), after: 1)
      await #expect(throws: EmbedderError.self) {
        try await Reindex(both, logger: .silent).run()
      }
      #expect(try await ModelRegistry.active(in: scene.world.pool) == scene.embedder.model)
      try await scene.expectInStep()
    }
  }

  @Test("moves that were given up, and runs killed after the switch, leave nothing behind")
  func leftovers() async throws {
    let elsewhere = MemoryIndex()
    try await SearchScene.run(derived: elsewhere.index(for:)) { scene in
      let given = StubEmbedder("stub-24", dimensions: 24)
      let next = StubEmbedder("stub-32", dimensions: 32)
      let all = scene.with(next, others: [scene.embedder, given], derived: elsewhere.index(for:))
      try await scene.write("first task")
      try await scene.settle(all)
      try await ModelRegistry.build(given.model, in: scene.world.pool)
      try await scene.write("second task")
      try await scene.settle(all)
      func others() async throws -> Int {
        try await scene.world.count(
          """
          select (select count(*) from pipeline.vectors where model <> 'stub-32')
            + (select count(*) from pipeline.index_cursors where model <> 'stub-32')
          """)
      }
      #expect(try await others() > 0)
      _ = try await Reindex(all, logger: .silent).run()
      #expect(try await ModelRegistry.living(in: scene.world.pool).map(\.model) == [next.model])
      #expect(try await others() == 0)
      try await scene.expectInStep([next])
      // As a run leaves it that is killed between the switch and the end.
      try await scene.world.pool.execute(
        SQL(
          "",
          """
          insert into pipeline.vectors (task_id, workspace_id, model, content_hash, absence, change)
          select task_id, workspace_id, 'stub-24', content_hash, 'empty', change
          from pipeline.vectors
          """))
      #expect(try await others() == 2)
      _ = try await Reindex(all, logger: .silent).run()
      #expect(try await others() == 0)
      try await scene.expectInStep([next])
    }
  }

  @Test("killed at any moment and run again, truth and search are equal")
  func killed() async throws {
    try await SearchScene.run { scene in
      try await fill(scene, 1_500)
      let url = scene.database.url
      for (milliseconds, written) in [(150, 0), (400, 0), (0, 1)] {
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [url = url as String, milliseconds = milliseconds as Int, written = written as Int] in
          try await KilledSearch.reindex(
            url: url, killedAfter: .milliseconds(milliseconds), written: written)
        }
        try await scene.world.pool.execute(
          SQL("", "update tasks set title = title || ' x' where title like '%w5%'"))
      }
      let partly = try await scene.world.count("select count(*) from pipeline.vectors")
      #expect(partly > 0)
      let next = StubEmbedder(KilledSearch.model, dimensions: 24)
      let report = try await Reindex(scene.with(next), logger: .silent).run()
      #expect(report.written > 0)
      try await scene.expectInStep([next])
    }
  }

  @Test("workers killed in a burst of changes leave nothing undone, nor another index behind")
  func killedWorkers() async throws {
    let double = PythonPeer.isAvailable ? try ServiceDouble(.qdrant) : nil
    let qdrant = double?.endpoint ?? ""
    try await SearchScene.run { scene in
      let url = scene.database.url
      for round in 0..<3 {
        for number in 0..<40 { try await scene.write("round \(round) task \(number)") }
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [url = url as String, qdrant = qdrant as String, round = round as Int] in
          try await KilledSearch.work(
            url: url, qdrant: qdrant, killedAfter: .milliseconds(250 + 300 * round))
        }
      }
      try await scene.world.pool.execute(
        SQL("", "update pipeline.workers set heartbeat_at = now() - interval '1 hour'"))
      let next = StubEmbedder(KilledSearch.model, dimensions: 24)
      let pool = try scene.database.makePool()
      defer { pool.close() }
      _ = try await pool.query(SQL("", "select * from pipeline.rescue_jobs()"))
      try await scene.world.pool.execute(
        SQL("", "update pipeline.jobs set run_at = now() where state = 'retryable'"))
      guard double != nil else {
        try await scene.settle(scene.with(next))
        return try await scene.expectInStep([next])
      }
      let parts = scene.with(
        next, derived: { QdrantIndex(QdrantConfiguration(url: qdrant), model: $0) })
      try await scene.settle(parts)
      try await scene.expectInStep([next])
      let workspace = scene.world.workspace
      let truth = try await parts.exact(for: next.model).scroll(
        workspace: workspace, after: nil, limit: 1_000)
      let held = try await parts.index(for: next.model).scroll(
        workspace: workspace, after: nil, limit: 1_000)
      #expect(truth.count == 120)
      #expect(held == truth)
    }
  }
}
