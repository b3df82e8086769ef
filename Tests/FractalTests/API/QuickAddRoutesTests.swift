import FoundationEssentials
import NLParse
import Support
import Testing

@testable import Fractal
@testable import Shared

/// Quick add over HTTP, with real tokens on a real database.
@Suite struct QuickAddRoutesTests {
  /// Friday, 20 November 2026, 9:00 UTC.
  private static let now = Instant(seconds: 1_795_165_200)

  private func serve(_ body: (TestWorld, TokenClient) async throws -> Void) async throws {
    try await TestWorld.with { world in
      try await TokenClient.serve(
        [
          QuickAddRoutes(lines: QuickAdd(pool: world.pool), now: { Self.now }),
          TaskRoutes(pool: world.pool), TransactionRoutes(pool: world.pool),
        ], as: world.actor, in: world.pool
      ) { client in try await body(world, client) }
    }
  }

  private func count(_ world: TestWorld) async throws -> Int64 {
    try await world.pool.queryRow(
      SQL("", "select count(*) as n from public.tasks where deleted_at is null"), [])?
      .get("n", as: Int64.self) ?? -1
  }

  @Test("a line becomes a task with every field it names, and undo takes it back as a whole")
  func add() async throws {
    try await serve { world, client in
      let answer = await client.post(
        "/v1/quick-add",
        ["text": "Submit forms every 2nd Friday at 9am !1 @paper for 45m, remind me 1h before"])
      #expect(answer.status == 201, "\(answer.body)")
      let id = try #require(answer.json["task"]?.stringValue)
      let task = await client.get("/v1/tasks/\(id)")
      #expect(task.json["title"] == "Submit forms")
      #expect(task.json["priority"] == 1)
      #expect(task.json["recurrence_rule"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")
      #expect(task.json["estimated_minutes"] == 45)
      #expect(task.json["tags"]?[0]?["name"] == "paper")
      #expect(task.json["facts"]?["series_start"] == "2026-11-20T09:00:00")
      #expect(task.json["facts"]?["due_grain"] == "minute")
      let fields = task.json["provenance"]?.arrayValue?.compactMap { $0["field"]?.stringValue }
      #expect(Set(fields ?? []).isSuperset(of: ["recurrence_rule", "priority", "tags"]))
      let transaction = try #require(answer.json["transaction"]?.stringValue)
      let undone = await client.post("/v1/transactions/\(transaction)/undo")
      #expect(undone.status == 200, "\(undone.body)")
      let left = try await count(world)
      #expect(left == 0)
    }
  }

  @Test("the same key makes one task, whatever is sent with it, also at the same time")
  func idempotent() async throws {
    try await serve { world, client in
      let answers = await withTaskGroup(of: TestAnswer.self) { group in
        for _ in 0..<4 {
          group.addTask { await client.post("/v1/quick-add", ["text": "Buy milk"], key: "k1") }
        }
        return await group.reduce(into: [TestAnswer]()) { $0.append($1) }
      }
      #expect(answers.filter { $0.status == 201 }.count == 1)
      #expect(answers.filter { $0.status == 200 }.count == 3)
      #expect(Set(answers.compactMap { $0.json["task"]?.stringValue }).count == 1)
      let made = try await count(world)
      #expect(made == 1)
      let other = await client.post("/v1/quick-add", ["text": "Buy milk"], key: "k2")
      #expect(other.status == 201)
      let long = await client.post(
        "/v1/quick-add", ["text": "x"], key: String(repeating: "k", count: 151))
      #expect(long.status == 400)
    }
  }

  @Test("a preview writes nothing and says which bytes mean what")
  func preview() async throws {
    try await serve { world, client in
      let answer = await client.post(
        "/v1/quick-add?preview=true", ["text": "Call Bob tomorrow at 5pm !2"])
      #expect(answer.status == 200, "\(answer.body)")
      let line = answer.json["lines"]?[0]
      #expect(line?["title"] == "Call Bob")
      #expect(line?["fields"]?[0]?["kind"] == "due")
      #expect(line?["fields"]?[0]?["start"] == 9)
      #expect(line?["fields"]?[0]?["end"] == 24)
      #expect(line?["due"]?["due"] == "2026-11-21T17:00:00")
      let doubtful = await client.post(
        "/v1/quick-add?preview=true", ["text": "Read Monday notes"])
      #expect(doubtful.json["lines"]?[0]?["due"] == nil)
      #expect(doubtful.json["lines"]?[0]?["alternatives"]?.arrayValue?.count == 1)
      let made = try await count(world)
      #expect(made == 0)
    }
  }

  @Test("a pasted list keeps its nesting, names its project, and is one transaction")
  func batch() async throws {
    try await serve { world, client in
      try await world.pool.execute(
        SQL("", "update public.projects set name = 'Tax Office' where id = $1"), [world.project])
      let answer = await client.post(
        "/v1/quick-add",
        ["text": "- Plan trip #Tax Office\n  - book flights tomorrow\n  - pack\n- Call Bob\n"])
      #expect(answer.status == 201, "\(answer.body)")
      #expect(answer.json["added"]?.arrayValue?.count == 2)
      let id = try #require(answer.json["task"]?.stringValue)
      let task = await client.get("/v1/tasks/\(id)")
      #expect(task.json["title"] == "Plan trip")
      #expect(
        task.json["project_id"]?.stringValue == world.project.uuidString.lowercased())
      #expect(task.json["subtasks"]?.arrayValue?.count == 2)
    }
  }

  @Test("unknown names are kept, unknown settings and empty lines refused")
  func refusals() async throws {
    try await serve { world, client in
      let unknown = await client.post(
        "/v1/quick-add", ["text": "Write memo #Nowhere +nobody after \"nothing\""])
      #expect(unknown.status == 201, "\(unknown.body)")
      let id = try #require(unknown.json["task"]?.stringValue)
      let task = await client.get("/v1/tasks/\(id)")
      #expect(task.json["title"] == "Write memo +nobody (after nothing)")
      #expect(task.json["tags"]?[0]?["name"] == "Nowhere")
      for body: JSONValue in [
        ["text": ""], ["text": "x", "language": "xx"],
        ["text": "x", "settings": ["date_order": "ymd"]],
      ] {
        let answer = await client.post("/v1/quick-add", body)
        #expect(answer.status == 422, "\(answer.body)")
      }
      let day = await client.post(
        "/v1/quick-add?preview=true",
        ["text": "pay on 3/4", "settings": ["date_order": "dmy"]])
      #expect(day.json["lines"]?[0]?["due"]?["due"] == "2027-04-03")
    }
  }

  @Test("a preview says what is made, of dates like numbers, ticked boxes and words that stay")
  func agreement() async throws {
    try await serve { world, client in
      let lines: [(text: String, title: String, status: String, warnings: [String])] = [
        ("1. April Steuererklärung abgeben", "Steuererklärung abgeben", "TODO", []),
        ("[x] Pay rent", "Pay rent", "DONE", []),
        ("- [ ] Call Bob tomorrow", "Call Bob", "TODO", []),
        (
          "Call mom, remind me 1h before", "Call mom, remind me 1h before", "TODO",
          ["reminder_without_due"]
        ),
        ("sleep for 99999 hours", "sleep for 99999 hours", "TODO", ["estimate_too_long"]),
      ]
      for (text, title, status, warnings) in lines {
        let body: JSONValue = ["text": .string(text), "language": "auto"]
        let preview = await client.post("/v1/quick-add?preview=true", body)
        let line = preview.json["lines"]?[0]
        #expect(line?["title"]?.stringValue == title)
        #expect((line?["done"]?.boolValue ?? false) == (status == "DONE"))
        let made = await client.post("/v1/quick-add", body)
        #expect(made.status == 201, "\(made.body)")
        let id = try #require(made.json["task"]?.stringValue)
        let task = await client.get("/v1/tasks/\(id)")
        #expect(task.json["title"]?.stringValue == title)
        #expect(task.json["status"]?.stringValue == status)
        let isDated = task.json["due_date"].map { $0 != .null } ?? false
        #expect(isDated == (line?["due"] != nil), "\(text)")
        for answer in [line?["warnings"], made.json["added"]?[0]?["warnings"]] {
          #expect((answer?.arrayValue ?? []).compactMap(\.stringValue) == warnings, "\(text)")
        }
      }
      let marked = await client.post(
        "/v1/quick-add?preview=true", ["text": "- [ ] Call Bob tomorrow"])
      #expect(marked.json["lines"]?[0]?["fields"]?[0]?["start"] == 15)
    }
  }

  /// A model that finds the due date in certain words of the line.
  private struct DueFinder: LineModel {
    let words: String

    func read(_ question: LineQuestion) async -> LineModelOutcome {
      var answer = LineModelAnswer(model: "test", prompt: "test")
      answer.due = words
      return .answer(answer)
    }
  }

  @Test("a reminder counts from a date that only the model found")
  func modelDue() async throws {
    try await TestWorld.with { world in
      var lines = QuickAdd(pool: world.pool)
      lines.model = DueFinder(words: "Monday")
      for (line, title, count) in [
        ("Read Monday notes, remind me 1h before", "Read notes", 1),
        ("Read my notes, remind me 1h before", "Read my notes, remind me 1h before", 0),
      ] {
        let answer = try await lines.add(
          line, as: world.actor, .init(), door: "api", now: Self.now)
        let row = try await world.pool.queryRow(
          SQL(
            "",
            """
            select title, (select count(*) from pipeline.reminders r where r.task_id = t.id) as n
            from public.tasks t where id = $1
            """), [answer.task])
        #expect(try row?.get("title", as: String.self) == title)
        let made = try row?.get("n", as: Int64.self)
        #expect(made == Int64(count), "\(line)")
        #expect(answer.added.first?.warnings.isEmpty == (count == 1))
      }
    }
  }

  @Test("corrections are noted for tasks of the workspace only")
  func feedback() async throws {
    try await serve { world, client in
      let task = try await world.write(TaskDraft(title: "Water the garden")).id
      let path = "/v1/tasks/\(task.uuidString.lowercased())/feedback"
      let noted = await client.post(path, ["field": "project_id", "was": nil, "became": "x"])
      #expect(noted.status == 201, "\(noted.body)")
      let row = try await world.pool.queryRow(
        SQL("", "select field, user_id from pipeline.feedback"), [])
      #expect(try row?.get("field", as: String.self) == "project_id")
      #expect(try row?.get("user_id", as: UUID.self) == world.actor.user)
      let zero = await client.post(path, ["field": "title", "became": "a\u{0}b"])
      #expect(zero.status == 422)
      let foreign = "/v1/tasks/\(UUID().uuidString.lowercased())/feedback"
      #expect(await client.post(foreign, ["field": "title"]).status == 404)
    }
  }
}
