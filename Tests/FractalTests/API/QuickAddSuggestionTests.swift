import Embeddings
import FoundationEssentials
import NLParse
import Support
import Testing

@testable import Fractal
@testable import Shared

/// What earlier tasks say about typed lines, over HTTP on a real database.
@Suite struct QuickAddSuggestionTests {
  private static let now = Instant(seconds: 1_795_165_200)

  /// A history of two projects, and quick add on it.
  private func serve(
    patience: Duration = .seconds(20),
    _ body: (SearchedTasks, UUID, TokenClient) async throws -> Void
  ) async throws {
    try await SearchedTasks.with { tasks in
      let world = tasks.world
      let work = try await TestWorld.addProject(
        in: world.workspace, by: world.user, role: "OWNER", name: "Work", world.pool)
      var drafts: [TaskDraft] = []
      for number in 0..<12 {
        var report = tasks.task("write monthly report \(number)", in: work)
        report.tags = ["desk"]
        report.estimatedMinutes = 60
        drafts += [report, tasks.task("water the roses \(number)")]
      }
      try await tasks.write(drafts)
      var lines = QuickAdd(pool: world.pool)
      lines.suggester = NeighbourSuggestions(tasks.retriever)
      lines.patience = patience
      let now = Self.now
      try await TokenClient.serve(
        [QuickAddRoutes(lines: lines, now: { now }), TaskRoutes(pool: world.pool)],
        as: world.actor, in: world.pool
      ) { client in try await body(tasks, work, client) }
    }
  }

  private func task(_ answer: TestAnswer, _ client: TokenClient) async throws -> JSONValue {
    let id = try #require(answer.json["task"]?.stringValue, "\(answer.body)")
    return await client.get("/v1/tasks/\(id)").json
  }

  @Test("a line gets from earlier tasks what it leaves open, with where that came from")
  func filled() async throws {
    try await serve { tasks, work, client in
      let answer = await client.post(
        "/v1/quick-add", ["text": "write monthly report tomorrow at 5pm"])
      let made = try await task(answer, client)
      #expect(made["title"] == "write monthly report")
      #expect(made["project_id"]?.stringValue == work.uuidString.lowercased())
      #expect(made["tags"]?[0]?["name"] == "desk")
      #expect(made["estimated_minutes"] == 60)
      let provenance = made["provenance"]?.arrayValue ?? []
      for field in ["project_id", "tags", "estimated_minutes"] {
        let row = provenance.first { $0["field"]?.stringValue == field }
        #expect(row?["kind"] == "neighbour", "\(field)")
        #expect((row?["confidence"]?.doubleValue ?? 0) >= TaskSuggestion.actingShare)
        #expect(row?["reference"]?["tasks"]?.arrayValue?.isEmpty == false)
      }
      let filled = answer.json["added"]?[0]?["filled"]?.arrayValue ?? []
      #expect(
        Set(filled.compactMap { $0["field"]?.stringValue })
          == ["project_id", "tags", "estimated_minutes"])
      #expect(filled.first { $0["field"] == "project_id" }?["value"] == "Work")
    }
  }

  @Test("what was typed stands, and suggestions can be turned off")
  func typed() async throws {
    try await serve { tasks, _, client in
      let answer = await client.post(
        "/v1/quick-add", ["text": "write monthly report #Garden @home ~15m"])
      let made = try await task(answer, client)
      #expect(made["project_id"]?.stringValue == tasks.world.project.uuidString.lowercased())
      #expect(made["tags"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["home"])
      #expect(made["estimated_minutes"] == 15)
      let off = await client.post(
        "/v1/quick-add", ["text": "write monthly report", "settings": ["suggest": "false"]])
      let plain = try await task(off, client)
      #expect(plain["project_id"]?.stringValue == nil)
      #expect(off.json["added"]?[0]?["suggestions"] == nil)
    }
  }

  @Test("a preview offers shares, baselines and what the line would repeat, and writes nothing")
  func preview() async throws {
    try await serve { tasks, _, client in
      let path = "/v1/quick-add?preview=true"
      let plain = await client.post(path, ["text": "water the roses"])
      #expect(plain.json["lines"]?[0]?["suggestions"] == nil)
      let before = tasks.embedder.textCount
      let answer = await client.post(path + "&suggest=true", ["text": "water the roses 3 tomorrow"])
      #expect(answer.status == 200, "\(answer.body)")
      #expect(tasks.embedder.textCount == before + 1)
      let line = answer.json["lines"]?[0]
      let filled = line?["filled"]?.arrayValue ?? []
      #expect(filled.first { $0["field"] == "project_id" }?["value"] == "Garden")
      let suggestions = line?["suggestions"]
      #expect(suggestions?["mode"] == "dense")
      #expect(suggestions?["shortfall"]?.isNull == true)
      #expect(suggestions?["last_used_project"]?["name"] == "Garden")
      #expect(suggestions?["most_used_project"]?["value"]?.stringValue != nil)
      let warning = suggestions?["looks_like"]?[0]?["warning"]?.stringValue ?? ""
      #expect(warning.hasPrefix("looks like “water the roses 3”, made on 2"))
      let unsure = await client.post(path + "&suggest=true", ["text": "call the bank"])
      let guesses = unsure.json["lines"]?[0]?["suggestions"]?["project"]?.arrayValue ?? []
      #expect(unsure.json["lines"]?[0]?["filled"] == [])
      #expect(Set(guesses.compactMap { $0["name"]?.stringValue }) == ["Work", "Garden"])
      let made = try await tasks.world.count("select count(*) from tasks")
      #expect(made == 24)
    }
  }

  @Test("a correction counts from the next line on")
  func corrected() async throws {
    try await serve { tasks, work, client in
      // Two old tasks of which one belongs elsewhere.
      let ids = try await tasks.write([
        tasks.task("buy long nails"), tasks.task("buy short nails"),
      ])
      let path = "/v1/quick-add?preview=true&suggest=true"
      func best() async -> String? {
        let answer = await client.post(path, ["text": "buy nails"])
        let line = answer.json["lines"]?[0]
        return line?["filled"]?.arrayValue?.first { $0["field"] == "project_id" }?["value"]?
          .stringValue ?? line?["suggestions"]?["project"]?[0]?["name"]?.stringValue
      }
      #expect(await best() == "Garden")
      for id in ids {
        let noted = await client.post(
          "/v1/tasks/\(id.uuidString.lowercased())/feedback",
          ["field": "project_id", "became": .string(work.uuidString.lowercased())])
        #expect(noted.status == 201, "\(noted.body)")
      }
      #expect(await best() == "Work")
      let steps = try await tasks.world.count("select count(*) from pipeline.vote_weights")
      #expect(steps == 1)
    }
  }

  @Test("without vectors words decide, without an answer in time nothing does; both are said")
  func shortfalls() async throws {
    try await serve { tasks, _, client in
      tasks.embedder.fail(EmbedderError(.unavailable, "no files"))
      let words = await client.post("/v1/quick-add", ["text": "write monthly report"])
      #expect(words.json["added"]?[0]?["suggestions"]?["mode"] == "words")
      #expect(words.json["added"]?[0]?["suggestions"]?["shortfall"] == "unavailable")
      let made = try await task(words, client)
      #expect(made["tags"]?.arrayValue?.isEmpty == true)
    }
    try await serve(patience: .milliseconds(40)) { tasks, _, client in
      tasks.embedder.hold()
      let began = SteadyTime.now
      let late = await client.post(
        "/v1/quick-add", ["text": "write monthly report tomorrow\nwrite monthly report today"])
      tasks.embedder.release()
      #expect(began.advanced(by: .seconds(60)).remainingNanoseconds > 0)
      #expect(late.status == 201, "\(late.body)")
      for index in 0..<2 {
        #expect(late.json["added"]?[index]?["suggestions"]?["shortfall"] == "late")
      }
      let made = try await task(late, client)
      #expect(made["title"] == "write monthly report")
      #expect(made["project_id"]?.stringValue == nil)
    }
  }

  @Test("a list's lines are completed one by one, sub-tasks and long lists are not")
  func lists() async throws {
    try await serve { tasks, _, client in
      let answer = await client.post(
        "/v1/quick-add", ["text": "- write monthly report\n  - gather figures\n- water the roses"])
      let added = answer.json["added"]
      let first = added?[0]?["filled"]?.arrayValue?.first { $0["field"] == "project_id" }
      #expect(first?["value"] == "Work")
      let second = added?[1]?["filled"]?.arrayValue?.first { $0["field"] == "project_id" }
      #expect(second?["value"] == "Garden")
      let before = tasks.embedder.textCount
      let many = (0...LineLimits.suggestedLines).map { "water the roses \($0)" }
      let long = await client.post(
        "/v1/quick-add", ["text": .string(many.joined(separator: "\n"))])
      #expect(long.json["added"]?[0]?["suggestions"]?["shortfall"] == "many_lines")
      #expect(tasks.embedder.textCount == before)
    }
  }

  @Test("the subject of an owner's mail is completed in the same way; its address's project stays")
  func subjects() async throws {
    try await serve { tasks, work, _ in
      let subjects = SubjectLines(suggester: NeighbourSuggestions(tasks.retriever))
      let world = tasks.world
      var draft = TaskDraft(title: "write monthly report !1")
      let open = try await subjects.apply(
        draft.title, to: draft, as: world.actor, at: Self.now, in: world.pool)
      #expect(open.project == work)
      #expect(open.tags == ["desk"])
      #expect(open.priority == .high)
      draft.project = world.project
      let addressed = try await subjects.apply(
        draft.title, to: draft, as: world.actor, at: Self.now, in: world.pool)
      #expect(addressed.project == world.project)
    }
  }

  @Test("the command fills in the same, says where from, and only offers before it writes")
  func command() async throws {
    try await serve { tasks, work, _ in
      let email = "ada.\(UUID())@example.org".lowercased()
      try await tasks.world.pool.execute(
        SQL("", "update users set email = $1 where id = $2"), [email, tasks.world.user])
      let program = try TestProgram(
        database: tasks.database.url, settings: ["EMBEDDER": "none"])
      let line = ["add", "--user", email, "write monthly report tomorrow"]
      let preview = try await program.run(line + ["--preview", "--suggest"])
      #expect(preview.status == 0, "\(preview.errors)")
      #expect(preview.output.contains("project     Work  (as your other tasks, "))
      #expect(preview.output.contains("by words (unavailable)"))
      let before = try await tasks.world.count("select count(*) from tasks")
      #expect(before == 24)
      let added = try await program.run(line)
      #expect(added.output.contains("project     Work  (as your other tasks, "))
      let filed = try await tasks.world.count(
        "select count(*) from tasks where title = 'write monthly report' and project_id = $1",
        [work])
      #expect(filed == 1)
      let off = try await program.run(line + ["--set", "suggest=false"])
      #expect(off.status == 0 && !off.output.contains("as your other tasks"))
    }
  }
}
