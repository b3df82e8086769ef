import Embeddings
import FoundationEssentials
import Shared
import Support
import Testing

@Suite("Keeping the search in step")
struct KeepingTests {
  @Test("what is written is found; a burst of changes is one waiting job")
  func burst() async throws {
    try await SearchScene.run { scene in
      for number in 0..<12 { try await scene.write("task number \(number)") }
      let jobs = try await scene.world.count(
        "select count(*) from pipeline.jobs where kind = 'search.embed'")
      #expect(jobs == 1)
      try await scene.settle()
      try await scene.expectInStep()
      let retriever = Retriever(scene.parts)
      let answer = try await retriever.neighbours(
        of: RetrievalQuestion("number 7 task"), as: scene.world.actor)
      #expect(answer.mode == .hybrid)
      #expect(answer.neighbours.first?.title == "task number 7")
      #expect(answer.neighbours.first?.projectName == "Garden")
    }
  }

  @Test("text that did not change is not computed again")
  func unchanged() async throws {
    try await SearchScene.run { scene in
      let task = try await scene.write("water the roses")
      try await scene.settle()
      let computed = scene.embedder.textCount
      try await scene.world.pool.execute(
        SQL("", "update tasks set status = 'DONE' where id = $1"), [task])
      try await EmbedQueue.add([(task, false)], of: scene.world.workspace, in: scene.world.pool)
      try await scene.settle()
      #expect(scene.embedder.textCount == computed)
      try await scene.expectInStep()
    }
  }

  @Test("an undone task is no longer found, a redone one is")
  func undo() async throws {
    try await SearchScene.run { scene in
      let written = try await scene.world.pool.transaction { transaction in
        try await TaskWriter(listeners: [SearchChangeListener()]).write(
          TaskDraft(title: "sharpen the saw"), as: scene.world.actor, in: transaction)
      }
      try await scene.settle()
      let question = RetrievalQuestion("sharpen saw")
      let retriever = Retriever(scene.parts)
      let history = TaskHistory(listeners: [SearchChangeListener()])
      for isThere in [true, false, true] {
        let found = try await retriever.neighbours(of: question, as: scene.world.actor).neighbours
        #expect(found.map(\.task) == (isThere ? [written.id] : []))
        _ = try await scene.world.pool.transaction { transaction in
          isThere
            ? try await history.undo(
              transaction: written.transaction, as: scene.world.actor, in: transaction)
            : try await history.redo(
              transaction: written.transaction, as: scene.world.actor, in: transaction)
        }
        try await scene.settle()
        try await scene.expectInStep()
      }
    }
  }

  @Test("rows that the app writes arrive through the trigger, without it through the audit")
  func app() async throws {
    try await SearchScene.run { scene in
      let insert = SQL(
        "",
        """
        insert into tasks (id, workspace_id, project_id, title, lexorank, created_by)
        values ($1, $2, $3, $4, 'a', $5)
        """)
      func add(_ title: String) async throws -> UUID {
        let id = UUID()
        try await scene.world.pool.execute(
          insert, [id, scene.world.workspace, scene.world.project, title, scene.world.user])
        return id
      }
      let silent = try await add("paint the shed")
      try await scene.settle()
      #expect(try await scene.world.count("select count(*) from pipeline.indexed_tasks") == 0)
      try await audit(scene)
      try await scene.expectInStep()
      let owner = try PostgresConfiguration(url: scene.database.url)
      let pool = PostgresPool(configuration: owner)
      defer { pool.close() }
      try await AppTrigger.install(in: pool)
      _ = try await add("buy nails")
      try await scene.settle()
      try await scene.expectInStep()
      try await scene.world.pool.execute(
        SQL("", "update tasks set title = 'paint the fence' where id = $1"), [silent])
      try await scene.settle()
      try await scene.expectInStep()
      try await AppTrigger.remove(in: pool)
      try await scene.world.pool.execute(SQL("", "delete from tasks where id = $1"), [silent])
      try await audit(scene)
      try await scene.expectInStep()
    }
  }

  @Test("without a model everything goes on by words, and the audit makes the vectors later")
  func withoutModel() async throws {
    try await SearchScene.run { scene in
      scene.embedder.fail(EmbedderError(.unavailable, "no files"))
      let task = try await scene.write("renew the passport")
      try await scene.settle()
      let retriever = Retriever(scene.parts)
      let answer = try await retriever.neighbours(
        of: RetrievalQuestion("passport"), as: scene.world.actor)
      #expect(answer.neighbours.map(\.task) == [task])
      #expect(answer.mode == .words)
      #expect(answer.shortfall == "unavailable")
      scene.embedder.fail(nil)
      try await audit(scene)
      try await scene.expectInStep()
    }
  }

  /// Runs the jobs that wait, once each.
  private func work(_ scene: SearchScene) async throws {
    let pool = try scene.database.makePool()
    defer { pool.close() }
    var configuration = WorkerConfiguration(name: "test", version: "1", concurrency: 1)
    configuration.endsAfter = 1
    try await Worker(
      pool: pool, handlers: [EmbedTasks(scene.parts)], configuration: configuration
    ).run()
  }

  @Test("words never wait for a model that fails for now; the vectors follow, no attempt is lost")
  func passing() async throws {
    try await SearchScene.run { scene in
      let task = try await scene.write("renew the passport")
      scene.embedder.fail(EmbedderError(.passing, "busy", retryAfter: .milliseconds(10)))
      try await work(scene)
      #expect(try await scene.world.count("select count(*) from pipeline.embed_queue") == 1)
      #expect(try await scene.world.count("select count(*) from pipeline.jobs") == 0)
      let answer = try await Retriever(scene.parts).neighbours(
        of: RetrievalQuestion("passport"), as: scene.world.actor)
      #expect(answer.neighbours.map(\.task) == [task])
      #expect(answer.mode == .words)
      scene.embedder.fail(nil)
      try await scene.settle()
      try await scene.expectInStep()
    }
  }

  @Test("what a model made before it failed is kept, and a change does not wait for the rest")
  func partly() async throws {
    try await SearchScene.run { scene in
      for number in 0..<EmbeddingLimits.textsPerCall + 6 { try await scene.write("task \(number)") }
      scene.embedder.fail(
        EmbedderError(.unavailable, "expired", retryAfter: .seconds(900)),
        after: EmbeddingLimits.textsPerCall)
      try await work(scene)
      func count(_ what: String) async throws -> Int {
        try await scene.world.count("select count(*) from pipeline.\(what)")
      }
      #expect(try await count("vectors") == EmbeddingLimits.textsPerCall)
      #expect(try await count("indexed_tasks") == EmbeddingLimits.textsPerCall + 6)
      #expect(try await count("embed_queue where queued_at > now() + interval '14 minutes'") == 6)
      let changes = try await scene.world.count("select change from pipeline.index_changes")
      scene.embedder.fail(nil)
      let new = try await scene.write("water the roses")
      try await work(scene)
      #expect(try await count("vectors where task_id = '\(new)'") == 1)
      #expect(try await count("embed_queue") == 6)
      #expect(try await scene.world.count("select change from pipeline.index_changes") > changes)
      try await scene.world.pool.execute(
        SQL("", "update pipeline.embed_queue set queued_at = now()"))
      try await scene.settle()
      try await scene.expectInStep()
    }
  }

  @Test("without a model the audit makes nothing anew, night after night")
  func auditWithoutModel() async throws {
    try await SearchScene.run { scene in
      scene.embedder.fail(EmbedderError(.unavailable, "no files"))
      try await scene.write("renew the passport")
      try await scene.settle()
      let before = try await scene.world.count("select change from pipeline.index_changes")
      try await audit(scene)
      let after = try await scene.world.count("select change from pipeline.index_changes")
      #expect(after == before)
    }
  }

  @Test("a text that the model refused is tried again after some days, and at once by a reindex")
  func refused() async throws {
    try await SearchScene.run { scene in
      scene.embedder.refuse { $0.contains("passport") }
      try await scene.write("renew the passport")
      try await scene.settle()
      scene.embedder.refuse(nil)
      try await audit(scene)
      func refused() async throws -> Int {
        try await scene.world.count("select count(*) from pipeline.vectors where vector is null")
      }
      #expect(try await refused() == 1)
      try await scene.world.pool.execute(
        SQL("", "update pipeline.indexed_tasks set updated_at = now() - interval '8 days'"))
      try await audit(scene)
      try await scene.expectInStep()
      scene.embedder.refuse { $0.contains("visa") }
      try await scene.write("renew the visa")
      try await scene.settle()
      #expect(try await refused() == 1)
      let still = try await Reindex(scene.parts, logger: .silent).run()
      #expect(still.written == 1)
      scene.embedder.refuse(nil)
      _ = try await Reindex(scene.parts, logger: .silent).run()
      try await scene.expectInStep()
    }
  }

  @Test("a new task that repeats an open one of its project says so, others do not")
  func duplicates() async throws {
    try await SearchScene.run { scene in
      let first = try await scene.write("call the plumber about the tap")
      try await scene.settle()
      let other = try await TestWorld.addProject(
        in: scene.world.workspace, by: scene.world.user, role: "OWNER", name: "Work",
        scene.world.pool)
      let again = try await scene.write("about the tap call the plumber")
      try await scene.write("about the tap call the plumber", project: other)
      try await scene.write("mow the lawn")
      try await scene.settle()
      let rows = try await scene.world.pool.query(
        SQL("", "select task_id, reference from pipeline.provenance where field = 'duplicate_of'"))
      #expect(rows.count == 1)
      #expect(try rows.first?.get("task_id", as: UUID.self) == again)
      let reference = try rows.first?.get("reference", as: JSONValue.self)
      #expect(reference?["task"]?.stringValue == first.uuidString.lowercased())
      let warning = reference?["warning"]?.stringValue ?? ""
      #expect(warning.hasPrefix("looks like “call the plumber about the tap”, made on 2"))
      let before = try await Retriever(scene.parts).duplicates(
        of: "the plumber call about tap the", project: scene.world.project, as: scene.world.actor)
      #expect(Set(before.map(\.task)) == [first, again])
    }
  }

  private func audit(_ scene: SearchScene) async throws {
    try await JobQueue.enqueue(JobRequest(AuditSearch.kind), in: scene.world.pool)
    try await scene.settle()
  }
}
