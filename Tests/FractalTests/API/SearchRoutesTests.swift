import Embeddings
import FoundationEssentials
import Support
import Testing

@testable import Fractal
@testable import Shared

/// Search and suggestions over HTTP, and by the built command, on a real database.
@Suite struct SearchRoutesTests {
  private func serve(_ body: (SearchedTasks, TokenClient) async throws -> Void) async throws {
    try await SearchedTasks.with { tasks in
      try await TokenClient.serve(
        [SearchRoutes(retriever: tasks.retriever)], as: tasks.world.actor, in: tasks.world.pool
      ) { client in try await body(tasks, client) }
    }
  }

  private func titles(_ answer: TestAnswer) -> [String] {
    answer.json["tasks"]?.arrayValue?.compactMap { $0["title"]?.stringValue } ?? []
  }

  @Test("tasks are found by words and meaning, with filters and limits")
  func search() async throws {
    try await serve { tasks, client in
      let work = try await TestWorld.addProject(
        in: tasks.world.workspace, by: tasks.world.user, role: "OWNER", name: "Work",
        tasks.world.pool)
      let ids = try await tasks.write([
        tasks.task("repair the dishwasher"), tasks.task("order dishwasher salt", in: work),
        tasks.task("call the plumber"),
      ])
      try await tasks.world.pool.execute(
        SQL("", "update tasks set status = 'DONE' where id = $1"), [ids[0]])
      try await tasks.index()
      let all = await client.get("/v1/search?q=the%20dishwasher")
      #expect(all.status == 200, "\(all.body)")
      #expect(all.json["mode"] == "hybrid")
      #expect(all.json["shortfall"]?.isNull == true)
      #expect(titles(all).first == "repair the dishwasher")
      #expect(titles(all).count == 3)
      let row = all.json["tasks"]?[0]
      #expect(row?["project"] == "Garden")
      #expect(row?["id"]?.stringValue == ids[0].uuidString.lowercased())
      let project = await client.get(
        "/v1/search?q=dishwasher&mode=words&project_id=\(work.uuidString.lowercased())")
      #expect(titles(project) == ["order dishwasher salt"])
      #expect(project.json["mode"] == "words")
      let done = await client.get("/v1/search?q=dishwasher&mode=words&status=DONE")
      #expect(titles(done) == ["repair the dishwasher"])
      let both = await client.get("/v1/search?q=dishwasher&mode=words&status=DONE&status=TODO")
      #expect(titles(both).count == 2)
      #expect(titles(await client.get("/v1/search?q=the%20dishwasher&limit=1")).count == 1)
      for empty in ["", "%20", "%2C%21"] {
        let nothing = await client.get("/v1/search?q=\(empty)")
        #expect(nothing.status == 200 || empty.isEmpty, "\(nothing.body)")
        #expect(titles(nothing).isEmpty)
      }
      for wrong in [
        "", "?q=a&limit=0", "?q=a&limit=101", "?q=a&mode=magic", "?q=a&project_id=x",
        "?q=" + String(repeating: "a", count: EmbeddingLimits.questionCharacters + 1),
      ] {
        let refused = await client.get("/v1/search" + wrong)
        #expect((400...422).contains(refused.status), "\(wrong) \(refused.status)")
      }
    }
  }

  @Test("nobody finds another workspace's tasks, nor those of projects that are not theirs")
  func tenants() async throws {
    try await serve { tasks, client in
      let world = tasks.world
      let stranger = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: stranger, in: world.pool)
      let colleague = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(colleague, to: world.workspace, in: world.pool)
      try await tasks.write([tasks.task("merger with the harbour")])
      try await tasks.write(
        [TaskDraft(title: "merger of two gardens")],
        as: Actor(user: stranger, workspace: elsewhere))
      let path = "/v1/search?q=merger"
      #expect(titles(await client.get(path)) == ["merger with the harbour"])
      let other = try await client.as(
        Actor(user: stranger, workspace: elsewhere), in: world.pool)
      #expect(titles(await other.get(path)) == ["merger of two gardens"])
      let hers = "&project_id=\(world.project.uuidString.lowercased())"
      #expect(titles(await other.get(path + hers)).isEmpty)
      let beside = try await client.as(
        Actor(user: colleague, workspace: world.workspace), in: world.pool)
      #expect(titles(await beside.get(path)).isEmpty)
      #expect(titles(await beside.get(path + hers)).isEmpty)
      let guesses = await beside.get("/v1/suggestions?title=merger%20with%20the%20harbour")
      #expect(guesses.json["looks_like"] == [])
      #expect(guesses.json["neighbours"] == [])
      let unknown = await TokenClient(server: client.server, token: "wrong").get(path)
      #expect(unknown.status == 401)
    }
  }

  @Test("a title that repeats an open task of the project says so, one of a done task does not")
  func repeated() async throws {
    try await serve { tasks, client in
      let ids = try await tasks.write([
        tasks.task("call the plumber about the tap"), tasks.task("mow the lawn"),
      ])
      try await tasks.world.pool.execute(
        SQL("", "update tasks set status = 'DONE' where id = $1"), [ids[1]])
      try await tasks.index()
      let project = tasks.world.project.uuidString.lowercased()
      let again = await client.get(
        "/v1/suggestions?title=about%20the%20tap%20call%20the%20plumber&project_id=\(project)")
      let found = again.json["looks_like"]?[0]
      #expect(found?["id"]?.stringValue == ids[0].uuidString.lowercased())
      #expect(
        found?["warning"]?.stringValue?.hasPrefix(
          "looks like “call the plumber about the tap”, made on 2") == true)
      let done = await client.get("/v1/suggestions?title=mow%20the%20lawn&project_id=\(project)")
      #expect(done.json["looks_like"] == [])
      tasks.embedder.fail(EmbedderError(.unavailable, "no files"))
      let words = await client.get("/v1/suggestions?title=call%20the%20plumber")
      #expect(words.status == 200)
      #expect(words.json["mode"] == "words")
      #expect(words.json["shortfall"] == "unavailable")
    }
  }

  @Test("the command finds the same, for people and programs, and says what it could not do")
  func command() async throws {
    try await SearchedTasks.with { tasks in
      try await SearchedTasks.wordsOnly(tasks, ["repair the dishwasher", "call the plumber"])
      let program = try TestProgram(
        database: tasks.database.url, settings: ["EMBEDDER": "none"])
      let run = try await program.run(["search", "broken", "dishwasher", "--json"])
      #expect(run.status == 0, "\(run.errors)")
      let answer = try JSONValue(parsing: run.output)
      #expect(answer["tasks"]?.arrayValue?.count == 1)
      #expect(answer["tasks"]?[0]?["title"] == "repair the dishwasher")
      let shown = try await program.run(["search", "plumber", "--status", "TODO", "--limit", "1"])
      #expect(shown.output.contains("call the plumber"))
      #expect(shown.errors.contains("by words alone (no_model)"))
      let nothing = try await program.run(["search", "zebra", "--mode", "words"])
      #expect(nothing.output == "nothing found\n")
      for wrong in [
        ["search"], ["search", "a", "--mode", "magic"], ["search", "a", "--limit", "0"],
      ] {
        #expect(try await program.run(wrong).status == 64, "\(wrong)")
      }
      let guess = try await program.run(["search", "--suggest", "call the plumber"])
      #expect(guess.output.contains("project: Garden"))
    }
  }
}

extension SearchedTasks {
  /// Writes tasks of those titles, found by words alone.
  fileprivate static func wordsOnly(_ tasks: SearchedTasks, _ titles: [String]) async throws {
    for title in titles { try await tasks.world.write(tasks.task(title)) }
    let parts = SearchParts(
      pool: tasks.world.pool, embedders: Embedders(configured: nil), cacheBytes: 1 << 20)
    _ = try await Reindex(parts, logger: .silent).run()
  }
}
