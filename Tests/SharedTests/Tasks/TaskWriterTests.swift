import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct TaskWriterTests {
  @Test("a draft with everything becomes rows, log entry and JSON")
  func everything() async throws {
    try await TestWorld.with { world in
      let blocker = try await world.write(TaskDraft(title: "Rent the hall"))
      var draft = TaskDraftJSONTests.full
      draft.project = world.project
      draft.parent = nil
      draft.blockedBy = [.task(blocker.id)]
      draft.blocking = []
      draft.status = .done
      draft.facts.assignee = world.user
      let written = try await world.write(draft)
      let json = try await TaskReader.task(written.id, as: world.actor, in: world.pool)
      #expect(json["title"] == "Prepare the autumn fair")
      #expect(json["project"] == "Garden")
      #expect(json["is_completed"] == true)
      #expect(json["completed_at"]?.stringValue.flatMap { Instant($0) } == draft.completedAt)
      #expect(json["due_date"]?.stringValue.flatMap { Instant($0) } == draft.due)
      #expect(json["facts"]?["series_start"] == "2026-06-05T09:00:00")
      #expect(json["facts"]?["due_grain"] == "day")
      #expect(json["facts"]?["warnings"] == ["title_cut"])
      #expect(json["tags"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["fair", "Work"])
      #expect(json["attachments"]?[0]?["file_name"] == "plan.pdf")
      #expect(json["reminders"]?.arrayValue?.count == 2)
      #expect(json["dependencies"]?[0]?["blocker_task_id"] == .string("\(blocker.id)".lowercased()))
      #expect(json["subtasks"]?[0]?["title"] == "Order tables")
      #expect(
        json["provenance"]?[0]?["confidence"]?.doubleValue.map { abs($0 - 0.9) < 1e-6 } == true)
      #expect(json["version"] == 1)
      let logged = try await world.pool.query(
        SQL("", "select new_state from command_log where transaction_id = $1 order by created_at"),
        [written.transaction])
      #expect(logged.count == 2)
      let state = try logged[0].get("new_state", as: JSONValue.self)
      #expect(state["links"]?["tags"]?.arrayValue?.count == 2)
      #expect(state["links"]?["facts"]?.arrayValue?.count == 1)
      #expect(state["version"] == 1)
      #expect(state["search_vector"] == nil)
      let found = try await world.count(
        "select count(*) from tasks where search_vector @@ to_tsquery('simple', 'stalls & autumn')")
      #expect(found == 1)
    }
  }

  @Test("sub-tasks get closure rows to themselves and to every ancestor, existing ones too")
  func closure() async throws {
    try await TestWorld.with { world in
      var top = TaskDraft(title: "a")
      top.project = world.project
      top.subtasks = [TaskDraft(title: "b")]
      let written = try await world.write(top)
      var lower = TaskDraft(title: "c")
      lower.parent = written.subtasks[0].id
      lower.subtasks = [TaskDraft(title: "d"), TaskDraft(title: "e")]
      let below = try await world.write(lower)
      let rows = try await world.pool.query(
        SQL(
          "",
          """
          select a.title || d.title || h.depth as pair from task_hierarchy h
          join tasks a on a.id = h.ancestor_id join tasks d on d.id = h.descendant_id
          order by 1
          """))
      let pairs = try rows.map { try $0.get("pair", as: String.self) }
      #expect(
        pairs == [
          "aa0", "ab1", "ac2", "ad3", "ae3", "bb0", "bc1", "bd2", "be2", "cc0", "cd1", "ce1",
          "dd0", "ee0",
        ])
      let projects = try await world.count("select count(distinct project_id) from tasks")
      #expect(projects == 1)
      #expect(below.subtasks.map(\.title) == ["d", "e"])
      #expect(below.subtasks[0].rank < below.subtasks[1].rank)
    }
  }

  @Test("NUL characters and texts beyond the columns are cut and marked, not refused")
  func hostileText() async throws {
    try await TestWorld.with { world in
      var draft = TaskDraft(title: String(repeating: "ß", count: 600) + "\0")
      draft.description = String(repeating: "x\0y ", count: 100_000)
      draft.tags = ["a\0b", String(repeating: "t", count: 51), "A\u{0}B", " "]
      draft.timezone = "Mars/Olympus"
      draft.facts.details = ["k\0": ["v\0"]]
      draft.explain(.title, value: "\0", as: .header, reference: ["name": "\0"], confidence: .nan)
      draft.attachments = [
        TaskAttachment(
          fileName: String(repeating: "n", count: 300) + ".pdf", mediaType: nil, byteCount: 1,
          key: "k")
      ]
      let written = try await world.write(draft)
      #expect(
        Set(written.warnings) == [
          "title_cut", "description_cut", "tag_cut", "timezone_unknown", "file_name_cut",
        ])
      let json = try await TaskReader.task(written.id, as: world.actor, in: world.pool)
      #expect(json["title"]?.stringValue?.unicodeScalars.count == 500)
      #expect(json["description"]?.stringValue?.unicodeScalars.count == 200_000)
      #expect(json["timezone"] == "UTC")
      #expect(json["facts"]?["details"] == ["k": ["v"]])
      #expect(json["attachments"]?[0]?["file_name"]?.stringValue?.hasSuffix("….pdf") == true)
      #expect(json["tags"]?.arrayValue?.count == 2)
    }
  }

  @Test("what cannot be stored is refused by field and leaves nothing behind")
  func refused() async throws {
    try await TestWorld.with { world in
      var negative = TaskDraft(title: "a")
      negative.estimatedMinutes = -1
      var late = TaskDraft(title: "a")
      late.due = Instant(microseconds: .max)
      var keyed = TaskDraft(title: "a")
      keyed.blockedBy = [.draft("nobody")]
      var deep = TaskDraft(title: "a")
      for _ in 0..<TaskLimits.draftDepth {
        var above = TaskDraft(title: "a")
        above.subtasks = [deep]
        deep = above
      }
      var wide = TaskDraft(title: "a")
      wide.subtasks = (0..<TaskLimits.tasksPerWrite).map { TaskDraft(title: "\($0)") }
      let cases: [(TaskDraft, TaskError.Code, String?)] = [
        (TaskDraft(title: " \0"), .invalid, "title"), (negative, .invalid, "estimated_minutes"),
        (late, .invalid, "due_date"), (keyed, .invalid, "dependencies"),
        (deep, .limit, "subtasks"), (wide, .limit, nil),
      ]
      for (draft, code, field) in cases {
        let error = await #expect(throws: TaskError.self) { try await world.write(draft) }
        #expect(error?.code == code)
        #expect(error?.field == field)
      }
      let written = try await world.count(
        "(select count(*) from tasks) + (select count(*) from command_log)")
      #expect(written == 0)
    }
  }

  @Test("a write outside a transaction, or under a stale snapshot, is refused before any row")
  func isolation() async throws {
    try await TestWorld.with { world in
      let outside = await #expect(throws: TaskError.self) {
        try await TaskWriter().write(TaskDraft(title: "a"), as: world.actor, in: world.pool)
      }
      #expect(outside?.code == .isolation)
      let snapshot = await #expect(throws: TaskError.self) {
        try await world.pool.transaction(isolation: .repeatableRead) { transaction in
          try await TaskWriter().write(TaskDraft(title: "a"), as: world.actor, in: transaction)
        }
      }
      #expect(snapshot?.code == .isolation)
      try await world.expect("select count(*) from tasks", 0)
    }
  }

  @Test("tags are reused whatever their case, and two writers cannot make them twice")
  func tagRace() async throws {
    try await TestWorld.with { world in
      try await world.pool.execute(
        SQL("", "insert into tags (workspace_id, name) values ($1, 'Finance')"), [world.workspace])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<24 {
          group.addTask {
            var draft = TaskDraft(title: "t\(index)")
            draft.tags =
              index % 2 == 0 ? ["paper", "FINANCE", "Ärger"] : ["ärger", "PAPER", "finance"]
            try await world.write(draft)
          }
        }
        try await group.waitForAll()
      }
      let names = try await world.pool.query(SQL("", "select name from tags order by lower(name)"))
      let found = Set(try names.map { try $0.get("name", as: String.self).lowercased() })
      #expect(found == ["finance", "paper", "ärger"])
      #expect(names.count == 3)
      try await world.expect("select count(*) from task_tags", 72)
    }
  }

  @Test("ranks of one list stay distinct and in order of commit beside many writers")
  func rankRace() async throws {
    try await TestWorld.with { world in
      try await world.pool.execute(
        SQL(
          "",
          """
          insert into tasks (workspace_id, project_id, title, lexorank, created_by)
          values ($1, $2, 'app', 'zzy', $3), ($1, $2, 'app', 'Zz', $3)
          """), [world.workspace, world.project, world.user])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            for index in 0..<15 {
              var draft = TaskDraft(title: "\(writer).\(index)")
              draft.project = world.project
              try await world.write(draft)
            }
          }
        }
        try await group.waitForAll()
      }
      let rows = try await world.pool.query(
        SQL(
          "",
          """
          select t.lexorank, t.title from tasks t
          left join command_log c on c.entity_id = t.id order by t.lexorank collate "C"
          """))
      let ranks = try rows.map { try $0.get("lexorank", as: String.self) }
      #expect(ranks.count == 122)
      #expect(Set(ranks).count == 122)
      #expect(ranks.first == "Zz")
      // Each writer's own tasks stand in the order in which it wrote them.
      for writer in 0..<8 {
        let own = try rows.map { try $0.get("title", as: String.self) }
          .filter { $0.hasPrefix("\(writer).") }
        #expect(own == (0..<15).map { "\(writer).\($0)" })
      }
    }
  }

  @Test("listeners hear of a write inside its transaction, and what they throw rolls it back")
  func listeners() async throws {
    struct Refusal: Error {}
    struct Listener: TaskChangeListener {
      let fails: Bool
      func tasksChanged(_ events: [TaskEvent], in session: any PostgresSession) async throws {
        for event in events {
          try await session.execute(
            SQL(
              "",
              "insert into pipeline.changed_tasks (task_id, workspace_id, operation)"
                + " values ($1, $2, 'insert')"), [event.task, event.workspace])
        }
        if fails { throw Refusal() }
      }
    }
    try await TestWorld.with { world in
      for fails in [false, true] {
        let writer = TaskWriter(listeners: [Listener(fails: fails)])
        try? await world.pool.transaction { transaction in
          _ = try await writer.write(TaskDraft(title: "a"), as: world.actor, in: transaction)
        }
      }
      try await world.expect("select count(*) from tasks", 1)
      try await world.expect("select count(*) from pipeline.changed_tasks", 1)
    }
  }
}
