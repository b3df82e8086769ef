import Embeddings
import FoundationEssentials
import Shared
import Support
import Testing

@Suite("Finding a person's tasks")
struct RetrieverTests {
  @Test("nobody finds what they may not read: other workspaces, others' projects")
  func access() async throws {
    try await SearchScene.run { scene in
      let secret = try await scene.write("merger with the harbour company")
      let open = try await scene.world.pool.transaction { transaction in
        try await TaskWriter(listeners: [SearchChangeListener()]).write(
          TaskDraft(title: "merger party"), as: scene.world.actor, in: transaction
        ).id
      }
      let colleague = try await TestWorld.addUser(in: scene.world.pool)
      try await TestWorld.addMember(colleague, to: scene.world.workspace, in: scene.world.pool)
      let stranger = try await TestWorld.addUser(in: scene.world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: stranger, in: scene.world.pool)
      try await scene.settle()
      let retriever = Retriever(scene.parts)
      let question = RetrievalQuestion("merger")
      func found(_ actor: Actor) async throws -> Set<UUID> {
        Set(try await retriever.neighbours(of: question, as: actor).neighbours.map(\.task))
      }
      #expect(try await found(scene.world.actor) == [secret, open])
      let beside = Actor(user: colleague, workspace: scene.world.workspace)
      #expect(try await found(beside) == [open])
      #expect(try await found(Actor(user: stranger, workspace: elsewhere)).isEmpty)
      await #expect(throws: TaskError.self) {
        _ = try await found(Actor(user: stranger, workspace: scene.world.workspace))
      }
      let asked = RetrievalQuestion("merger", projects: [scene.world.project])
      #expect(try await retriever.neighbours(of: asked, as: beside).neighbours.isEmpty)
      #expect(
        try await retriever.neighbours(of: asked, as: scene.world.actor).neighbours.map(\.task)
          == [secret])
      let guessed = try await retriever.suggestion(for: "merger", as: beside)
      #expect(guessed.neighbours.map(\.task) == [open])
    }
  }

  @Test("of two like tasks the newer one comes first; filters and limits hold")
  func order() async throws {
    try await SearchScene.run { scene in
      let old = try await scene.write("pay the rent")
      let new = try await scene.write("pay the rent")
      try await scene.world.pool.execute(
        SQL("", "update tasks set created_at = now() - interval '200 days' where id = $1"), [old])
      try await scene.settle()
      let retriever = Retriever(scene.parts)
      func found(_ question: RetrievalQuestion) async throws -> [UUID] {
        try await retriever.neighbours(of: question, as: scene.world.actor).neighbours.map(\.task)
      }
      for mode in RetrievalQuestion.Mode.allCases {
        #expect(
          try await found(RetrievalQuestion("rent pay", mode: mode)) == [new, old], "\(mode)")
      }
      #expect(try await found(RetrievalQuestion("rent", limit: 1)) == [new])
      #expect(try await found(RetrievalQuestion("rent", statuses: ["DONE"])).isEmpty)
      #expect(try await found(RetrievalQuestion("rent", excluded: [new])) == [old])
      #expect(try await found(RetrievalQuestion("")).isEmpty)
    }
  }

  @Test("project, tags, priority and estimate are guessed from tasks that are like the new one")
  func suggestion() async throws {
    try await SearchScene.run { scene in
      let work = try await TestWorld.addProject(
        in: scene.world.workspace, by: scene.world.user, role: "OWNER", name: "Work",
        scene.world.pool)
      for number in 0..<6 {
        try await write(
          scene, "write the report part \(number)", project: work, tag: "desk", minutes: 60)
        try await write(
          scene, "water the roses bed \(number)", project: scene.world.project, tag: "outside",
          minutes: 20)
      }
      try await scene.settle()
      let retriever = Retriever(scene.parts)
      let guess = try await retriever.suggestion(
        for: "write report for may", as: scene.world.actor)
      #expect(guess.projects.first?.value == work)
      #expect((guess.projects.first?.share ?? 0) > 0.5)
      #expect(guess.tags.first?.value == "desk")
      #expect(guess.estimate?.value == 60)
      #expect(guess.priorities.first?.value == 2)
      #expect(guess.lastUsedProject == .some(scene.world.project))
      #expect(guess.mode == .dense && guess.shortfall == nil)
      #expect(guess.history == 12)
      #expect(abs(guess.projects.reduce(0) { $0 + $1.share } - 1) < 1e-9)
      let none = try await retriever.suggestion(for: "", as: scene.world.actor)
      #expect(none.tags.isEmpty)
    }
  }

  @Test("what a person sets right counts from the next question on, and more than the rows")
  func corrections() async throws {
    try await SearchScene.run { scene in
      let actor = scene.world.actor
      let work = try await TestWorld.addProject(
        in: scene.world.workspace, by: scene.world.user, role: "OWNER", name: "Work",
        scene.world.pool)
      let secret = try await TestWorld.addProject(
        in: scene.world.workspace, by: scene.world.user, role: nil, name: "Secret",
        scene.world.pool)
      let first = try await scene.write("buy long nails")
      try await scene.write("buy short nails")
      for number in 0..<6 { try await scene.write("answer letter \(number)", project: work) }
      try await scene.settle()
      let retriever = Retriever(scene.parts)
      func guess() async throws -> TaskSuggestion {
        try await retriever.suggestion(for: "buy nails", as: actor)
      }
      func correct(_ field: TaskField, _ value: JSONValue, as user: UUID? = nil) async throws {
        try await scene.world.pool.execute(
          SQL(
            "",
            """
            insert into pipeline.feedback (workspace_id, user_id, task_id, field, became)
            values ($1, $2, $3, $4, $5)
            """),
          [actor.workspace, user ?? actor.user, first, field.rawValue, value])
      }
      func id(_ project: UUID) -> JSONValue { .string(project.uuidString.lowercased()) }
      #expect(try await guess().projects.first?.value == scene.world.project)
      // What others say, what cannot be seen and what is no value changes nothing.
      try await correct(.project, id(work), as: UUID())
      try await correct(.project, id(secret))
      try await correct(.priority, "high")
      #expect(try await guess().projects.first?.value == scene.world.project)
      try await correct(.project, id(work))
      try await correct(.tags, ["hardware"])
      try await correct(.priority, 1)
      try await correct(.estimatedMinutes, 25)
      let after = try await guess()
      #expect(after.projects.first?.value == work)
      #expect(after.tags.first?.value == "hardware")
      #expect(after.priorities.contains { $0.value == 1 })
      #expect(after.estimate?.value == 25)
      try await retriever.learn(fromCorrectionOf: first, as: actor)
      let steps = try await scene.world.count(
        "select count(*) from pipeline.vote_weights where learned_at = '-infinity'")
      #expect(steps == 1)
      // Who changes the task later knows better.
      try await scene.world.pool.execute(
        SQL("", "update tasks set updated_at = now() + interval '1 second' where id = $1"), [first])
      #expect(try await guess().projects.first?.value == scene.world.project)
    }
  }

  @Test("the night learns for everybody past those with few tasks, and pays for no text again")
  func night() async throws {
    try await SearchScene.run { scene in
      let pool = scene.world.pool
      let other = try await TestWorld.addUser(in: pool)
      try await TestWorld.addMember(other, to: scene.world.workspace, in: pool)
      try await TestWorld.addProjectMember(
        other, to: scene.world.project, role: "EDITOR", in: pool)
      let people = [scene.world.user, other].sorted { $0.uuidString < $1.uuidString }
      for (user, count) in zip(people, [6, EmbeddingLimits.replayMinimum + 5]) {
        try await pool.execute(
          SQL(
            "",
            """
            insert into tasks (workspace_id, project_id, title, lexorank, created_by, created_at)
            select $1, $2, 'task w' || n % 7, 'a' || n, $3, now() - n * interval '1 hour'
            from generate_series(1, $4::int) n
            """), [scene.world.workspace, scene.world.project, user, Int32(count)])
      }
      try await JobQueue.enqueue(JobRequest(AuditSearch.kind), in: pool)
      try await scene.settle()
      try await scene.expectInStep()
      let computed = scene.embedder.textCount
      func learn() async throws {
        try await JobQueue.enqueue(JobRequest(LearnVotes.kind), in: pool)
        var configuration = WorkerConfiguration(name: "test", version: "1", concurrency: 1)
        configuration.endsAfter = 1
        let working = try scene.database.makePool()
        defer { working.close() }
        try await Worker(
          pool: working, handlers: [LearnVotes(Retriever(scene.parts), peopleAtOnce: 1)],
          configuration: configuration
        ).run()
      }
      try await learn()
      let learned = "select count(*) from pipeline.vote_weights where tasks >= 30"
      #expect(try await scene.world.count(learned) == 1)
      #expect(try await scene.world.count("select count(*) from pipeline.vote_weights") == 2)
      #expect(scene.embedder.textCount == computed)
    }
  }

  private func write(
    _ scene: SearchScene, _ title: String, project: UUID, tag: String, minutes: Int
  ) async throws {
    var draft = TaskDraft(title: title)
    draft.project = project
    draft.tags = [tag]
    draft.estimatedMinutes = Int32(minutes)
    draft.priority = .medium
    let final = draft
    _ = try await scene.world.pool.transaction { transaction in
      try await TaskWriter(listeners: [SearchChangeListener()]).write(
        final, as: scene.world.actor, in: transaction)
    }
  }
}
