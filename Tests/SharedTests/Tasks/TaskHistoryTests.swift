import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct TaskHistoryTests {
  private func undo(_ id: UUID, _ world: TestWorld) async throws -> UndoneTransaction {
    try await world.pool.transaction { transaction in
      try await TaskHistory().undo(transaction: id, as: world.actor, in: transaction)
    }
  }

  private func redo(_ id: UUID, _ world: TestWorld) async throws -> UndoneTransaction {
    try await world.pool.transaction { transaction in
      try await TaskHistory().redo(transaction: id, as: world.actor, in: transaction)
    }
  }

  private func change(_ change: TaskChange, _ world: TestWorld) async throws -> UUID {
    try await world.pool.transaction { transaction in
      try await TaskWriter().change([change], as: world.actor, in: transaction)
    }
  }

  /// Everything the world's tasks are, but for times of writing and versions.
  private func picture(_ world: TestWorld) async throws -> [JSONValue] {
    let rows = try await world.pool.query(
      SQL(
        "",
        """
        select jsonb_build_array('task', to_jsonb(t) - array['version', 'updated_at',
          'search_vector']) as line from tasks t where deleted_at is null
        union all select jsonb_build_array('tag', g.name, x.task_id)
          from task_tags x join tags g on g.id = x.tag_id
        union all select jsonb_build_array('name', name) from tags
        union all select jsonb_build_array('facts', to_jsonb(f) - 'updated_at')
          from pipeline.task_facts f
        union all select jsonb_build_array('reminder', to_jsonb(r)) from pipeline.reminders r
        union all select jsonb_build_array('origin', to_jsonb(p)) from pipeline.provenance p
        union all select jsonb_build_array('block', to_jsonb(b)) from pipeline.planned_blocks b
        union all select jsonb_build_array('file', to_jsonb(a)) from attachments a
        union all select jsonb_build_array('edge', to_jsonb(d)) from task_dependencies d
        union all select jsonb_build_array('comment', to_jsonb(c)) from task_comments c
        """))
    return try rows.map { try $0.get("line", as: JSONValue.self) }
      .sorted { $0.serialized < $1.serialized }
  }

  /// A draft with all that can be linked to a task.
  private func rich(_ world: TestWorld, blocker: UUID) -> TaskDraft {
    var draft = TaskDraftJSONTests.full
    draft.project = world.project
    draft.parent = nil
    draft.blockedBy = [.task(blocker)]
    draft.blocking = []
    draft.subtasks[0].tags = ["nested"]
    return draft
  }

  @Test("undoing a write leaves nothing that a person sees, and redo brings all of it back")
  func createAndBack() async throws {
    try await TestWorld.with { world in
      let blocker = try await world.write(TaskDraft(title: "hall")).id
      let before = try await picture(world)
      let written = try await world.write(rich(world, blocker: blocker))
      let after = try await picture(world)
      #expect(after.count == before.count + 14)

      let undone = try await undo(written.transaction, world)
      #expect(undone.original == written.transaction)
      #expect(undone.tasks.count == 2)
      #expect(try await picture(world) == before)
      try await world.expect("select count(*) from pipeline.object_holds", 1)

      _ = try await redo(written.transaction, world)
      #expect(try await picture(world) == after)
      // The undo's own id stands for the same transaction.
      _ = try await undo(undone.transaction, world)
      #expect(try await picture(world) == before)
      _ = try await redo(written.transaction, world)
      #expect(try await picture(world) == after)
      try await world.expect(
        "select count(distinct transaction_id) from command_log", 6)
    }
  }

  @Test("undoing a change gives every field and linked row its value back")
  func changeAndBack() async throws {
    try await TestWorld.with { world in
      let blocker = try await world.write(TaskDraft(title: "hall")).id
      var draft = TaskDraft(title: "before")
      draft.tags = ["old"]
      draft.due = Instant(microseconds: 1_800_000_000_000_001)
      draft.facts.place = "here"
      let task = try await world.write(draft).id
      let before = try await picture(world)

      var change = TaskChange(task, baseVersion: 1)
      change.fields = [
        .title: "after", .due: .null, .status: "DONE", .place: "there", .priority: 1,
        .isHardDeadline: true,
      ]
      change.addedTags = ["new"]
      change.removedTags = ["OLD"]
      change.blockers = [blocker]
      change.blocks = [
        InstantRange(lower: Instant(seconds: 2_000_000_000), upper: Instant(seconds: 2_000_003_600))
      ]
      change.attachments = [
        TaskAttachment(fileName: "a", mediaType: nil, byteCount: 1, key: "k")
      ]
      change.reminders = [TaskReminder(.before(minutes: 5, .due))]
      let first = TaskComment("first")
      change.comments = [first]
      change.warnings = ["odd"]
      change.provenance = [Provenance(.title, kind: .model, confidence: 0.5)]
      let transaction = try await self.change(change, world)
      let after = try await picture(world)
      let json = try await TaskReader.task(task, as: world.actor, in: world.pool)
      #expect(json["title"] == "after")
      #expect(json["is_completed"] == true)
      #expect(json["completed_at"]?.isNull == false)
      #expect(json["due_date"] == .null)
      #expect(json["facts"]?["place"] == "there")
      #expect(json["facts"]?["warnings"] == ["odd"])
      #expect(json["tags"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["new"])
      #expect(json["blocks"]?.arrayValue?.count == 1)
      #expect(json["version"] == 2)

      _ = try await undo(transaction, world)
      #expect(try await picture(world) == before)
      _ = try await redo(transaction, world)
      #expect(try await picture(world) == after)
      try await world.expect("select version from tasks where id = $1", 4, [task])
      try await world.expect(
        "select count(*) from tasks where search_vector @@ to_tsquery('simple', 'after')", 1)
    }
  }

  @Test("a reply's comment hangs below its parent, and its undo is refused once answered")
  func comments() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "a")).id
      let first = TaskComment("first")
      var change = TaskChange(task)
      change.comments = [first]
      let transaction = try await self.change(change, world)
      var reply = TaskChange(task)
      reply.comments = [TaskComment("second", parent: first.id)]
      let answered = try await self.change(reply, world)
      try await world.expect(
        "select count(*) from task_comments c join task_comments p"
          + " on c.thread_path <@ p.thread_path and nlevel(c.thread_path) = 2 and p.id = $1", 1,
        [first.id])
      #expect(await PermissionsTests.code { try await undo(transaction, world) } == .stale)
      _ = try await undo(answered, world)
      // The task has moved twice since the first transaction, so it stays refused.
      #expect(await PermissionsTests.code { try await undo(transaction, world) } == .stale)
    }
  }

  @Test("what has moved since is refused, and nothing is half undone")
  func refused() async throws {
    try await TestWorld.with { world in
      var draft = TaskDraft(title: "a")
      draft.subtasks = [TaskDraft(title: "b")]
      let written = try await world.write(draft)
      try await world.pool.execute(
        SQL("", "update tasks set title = 'x', version = version + 1 where id = $1"),
        [written.subtasks[0].id])
      #expect(await PermissionsTests.code { try await undo(written.transaction, world) } == .stale)
      try await world.expect("select count(*) from tasks where deleted_at is null", 2)
      #expect(
        await PermissionsTests.code { try await redo(written.transaction, world) } == .wrongState)
      #expect(await PermissionsTests.code { try await undo(UUID(), world) } == .notFound)
    }
  }

  @Test("a sub-task added later keeps its parent from being undone")
  func laterChild() async throws {
    try await TestWorld.with { world in
      let parent = try await world.write(TaskDraft(title: "a"))
      var child = TaskDraft(title: "b")
      child.parent = parent.id
      let below = try await world.write(child)
      #expect(await PermissionsTests.code { try await undo(parent.transaction, world) } == .stale)
      _ = try await undo(below.transaction, world)
      _ = try await undo(parent.transaction, world)
      // The child cannot come back under a deleted parent.
      #expect(await PermissionsTests.code { try await redo(below.transaction, world) } == .stale)
      _ = try await redo(parent.transaction, world)
      _ = try await redo(below.transaction, world)
      try await world.expect("select count(*) from tasks where deleted_at is null", 2)
    }
  }

  @Test("an undone dependency does not come back where it would close a circle")
  func circle() async throws {
    try await TestWorld.with { world in
      let a = try await world.write(TaskDraft(title: "a")).id
      let b = try await world.write(TaskDraft(title: "b")).id
      var forth = TaskChange(b)
      forth.blockers = [a]
      let transaction = try await change(forth, world)
      _ = try await undo(transaction, world)
      var back = TaskChange(a)
      back.blockers = [b]
      _ = try await change(back, world)
      #expect(await PermissionsTests.code { try await redo(transaction, world) } == .cycle)
      try await world.expect("select count(*) from task_dependencies", 1)
    }
  }

  @Test("transactions of another workspace or of another form are not undone")
  func foreign() async throws {
    try await TestWorld.with { world in
      let written = try await world.write(TaskDraft(title: "a"))
      let other = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: other, in: world.pool)
      let stranger = Actor(user: other, workspace: elsewhere)
      let code = await PermissionsTests.code {
        try await world.pool.transaction { transaction in
          try await TaskHistory().undo(
            transaction: written.transaction, as: stranger, in: transaction)
        }
      }
      #expect(code == .notFound)
      let app = UUID()
      try await world.pool.execute(
        SQL(
          "",
          """
          insert into command_log (transaction_id, user_id, workspace_id, entity_id, entity_type,
            action_type, previous_state, new_state)
          values ($1, $2, $3, $4, 'TASK', 'UPDATE_FIELD', '{"dueDate": null}', '{"dueDate": 1}')
          """), [app, world.user, world.workspace, written.id])
      #expect(await PermissionsTests.code { try await undo(app, world) } == .notUndoable)
    }
  }

  @Test("of many who undo the same transaction at once exactly one does")
  func race() async throws {
    try await TestWorld.with { world in
      let written = try await world.write(TaskDraft(title: "a"))
      let done = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask {
            do {
              _ = try await undo(written.transaction, world)
              return true
            } catch let error as TaskError where error.code == .wrongState {
              return false
            }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(done == 1)
    }
  }

  @Test("any sequence of undos and redos leaves one of the two pictures")
  func anySequence() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    try await TestWorld.with { world in
      let blocker = try await world.write(TaskDraft(title: "hall")).id
      let before = try await picture(world)
      let written = try await world.write(rich(world, blocker: blocker))
      let after = try await picture(world)
      var isUndone = false
      for _ in 0..<12 {
        let wantsUndo = Bool.random(using: &random)
        let code = await PermissionsTests.code {
          wantsUndo
            ? try await undo(written.transaction, world)
            : try await redo(written.transaction, world)
        }
        #expect(code == (wantsUndo == isUndone ? .wrongState : nil), "seed \(seed)")
        isUndone = wantsUndo
        let now = try await picture(world)
        #expect(now == (isUndone ? before : after), "seed \(seed)")
      }
    }
  }
}
