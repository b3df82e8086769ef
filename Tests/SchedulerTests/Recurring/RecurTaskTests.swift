import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// Recurring tasks on a real database.
@Suite struct RecurTaskTests {
  /// A standalone database with the trigger, and a world in it.
  private func withWorld(_ body: (TestWorld, TestDatabase) async throws -> Void) async throws {
    try await TestDatabase.with(.standalone) { database in
      try await AppTrigger.install(in: database.pool)
      try await body(try await TestWorld.make(database), database)
    }
  }

  private func plants(_ world: TestWorld, rule: String = "FREQ=WEEKLY;BYDAY=MO") -> TaskDraft {
    var draft = TaskDraft(title: "water the plants")
    draft.project = world.project
    draft.timezone = "Europe/Berlin"
    draft.due = Instant("2026-10-19T07:00:00Z")
    draft.softDeadline = Instant("2026-10-18T07:00:00Z")
    draft.recurrenceRule = rule
    draft.estimatedMinutes = 20
    draft.tags = ["home"]
    var open = TaskDraft(title: "fill the can")
    open.due = draft.softDeadline
    draft.subtasks = [open]
    return draft
  }

  private func complete(_ id: UUID, in pool: PostgresPool) async throws {
    try await pool.execute(
      SQL(
        "",
        """
        update tasks set status = 'DONE', is_completed = true, completed_at = now() where id = $1
        """), [id])
  }

  /// Follows the changes and runs the jobs that came of them, as a worker would.
  ///
  /// Transactions of other tests on the same server hold the changes back for a while.
  private func settle(
    _ world: TestWorld, _ database: TestDatabase, waits: Bool = true
  ) async throws {
    var isSettled = false
    for _ in 0..<(waits ? 6_000 : 1) {
      _ = try await world.pool.transaction { try await RecurringChanges.follow(in: $0) }
      let left = try await world.count(
        """
        select count(*) from pipeline.changed_tasks c, pipeline.change_cursors k
        where (c.xid, c.sequence) > (k.xid, k.sequence)
        """)
      isSettled = left == 0
      if isSettled { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    if waits { #expect(isSettled, "some changes were never read") }
    let handler = try RecurTask(settings: Settings(environment: [:]))
    let rows = try await world.pool.query(
      SQL("", "select args->>'task_id' as id from pipeline.jobs where kind = 'tasks.recur'"))
    for row in rows {
      let text = try row.get("id", as: String.self)
      let id = try #require(UUID(uuidString: text))
      try await world.pool.transaction {
        try await handler.next(of: id, workspace: world.workspace, completedBy: nil, in: $0)
      }
    }
    try await world.pool.execute(SQL("", "delete from pipeline.jobs"))
  }

  /// The open top-level tasks by due date: due, title, number of sub-tasks.
  private func open(_ world: TestWorld) async throws -> [String] {
    try await world.pool.query(
      SQL(
        "",
        """
        select to_char(t.due_date at time zone 'Europe/Berlin', 'MM-DD HH24:MI') || ' '
          || coalesce(to_char(t.soft_deadline at time zone 'Europe/Berlin', 'MM-DD HH24:MI'), '-')
          || ' ' || (select count(*) from tasks c where c.parent_task_id = t.id)
          || ' ' || (select count(*) from task_tags g where g.task_id = t.id) as line
        from tasks t where t.parent_task_id is null and t.deleted_at is null
          and t.status = 'TODO' and t.due_date is not null order by t.due_date
        """)
    ).map { try $0.get("line", as: String.self) }
  }

  @Test("a next row that was undone is not made again, by the trigger or by the audit")
  func undone() async throws {
    try await withWorld { world, database in
      let first = try await world.write(plants(world))
      try await complete(first.id, in: world.pool)
      try await settle(world, database)
      let row = try await world.pool.queryRow(
        SQL(
          "",
          "select transaction_id from command_log where entity_id in (select id from tasks"
            + " where status = 'TODO' and parent_task_id is null)"), [])
      let transaction = try #require(try row?.get("transaction_id", as: UUID.self))
      _ = try await world.pool.transaction { session in
        try await TaskHistory().undo(transaction: transaction, as: world.actor, in: session)
      }
      #expect(try await open(world) == [])
      #expect(try await RecurringChanges.audit(in: world.pool) == 0)
      try await complete(first.id, in: world.pool)
      try await settle(world, database)
      #expect(try await open(world) == [])
    }
  }

  @Test("completing a row makes the next one of its series, with tags and open sub-tasks, once")
  func completes() async throws {
    try await withWorld { world, database in
      let first = try await world.write(plants(world))
      try await complete(first.id, in: world.pool)
      for _ in 0..<2 { try await settle(world, database) }
      #expect(try await open(world) == ["10-26 09:00 10-25 09:00 1 1"])
      // Again done, opened and done: still one.
      try await world.pool.execute(
        SQL("", "update tasks set status = 'TODO', is_completed = false where id = $1"), [first.id])
      try await complete(first.id, in: world.pool)
      try await settle(world, database)
      #expect(try await open(world) == ["10-26 09:00 10-25 09:00 1 1"])
      let transactions = try await world.count(
        """
        select count(distinct transaction_id) from command_log where entity_id in
        (select id from tasks where created_at > (select created_at from tasks where id = $1))
        """, [first.id])
      #expect(transactions == 1)
      let numbers = try await world.count(
        "select sum(occurrence) from pipeline.task_facts where series_id = $1", [first.id])
      #expect(numbers == 3)
    }
  }

  @Test("the app's exceptions are honoured, and closing an occurrence there makes no row")
  func exceptions() async throws {
    try await withWorld { world, database in
      let first = try await world.write(plants(world))
      for (date, moved, closed) in [
        ("2026-10-26T08:00:00Z", nil, true),
        ("2026-11-02T08:00:00Z", "2026-11-03T10:00:00Z", false),
      ] as [(String, String?, Bool)] {
        try await world.pool.execute(
          SQL(
            "",
            """
            insert into task_recurrence_exceptions (id, original_task_id, original_date, new_date,
              is_completed, is_deleted) values ($1, $2, $3, $4, $5, false)
            """),
          [UUID(), first.id, Instant(date), moved.flatMap { Instant($0) }, closed])
      }
      try await settle(world, database)
      #expect(try await open(world).count == 1)
      try await complete(first.id, in: world.pool)
      try await settle(world, database)
      #expect(try await open(world) == ["11-03 11:00 11-02 11:00 1 1"])
      // The series goes on from where the rule had the moved one.
      let second = try await world.pool.queryRow(
        SQL("", "select id from tasks where parent_task_id is null and status = 'TODO'"))
      let next = try #require(second)
      try await complete(try next.get("id", as: UUID.self), in: world.pool)
      try await settle(world, database)
      #expect(try await open(world).map { $0.prefix(11) } == ["11-09 09:00"])
    }
  }

  @Test("COUNT ends the series, whoever made its rows")
  func counts() async throws {
    try await withWorld { world, database in
      var draft = plants(world, rule: "FREQ=WEEKLY;COUNT=3")
      draft.facts.seriesStart = "2026-10-19T09:00:00"
      draft.facts.seriesID = UUID()
      draft.facts.occurrence = 1
      var current: UUID? = try await world.write(draft).id
      var made = 0
      while let id = current {
        made += 1
        try #require(made < 9)
        try await complete(id, in: world.pool)
        try await settle(world, database)
        current = try await world.pool.queryRow(
          SQL("", "select id from tasks where parent_task_id is null and status = 'TODO'"))?
          .get("id", as: UUID.self)
      }
      #expect(made == 3)
    }
  }

  @Test("from completion, a day without a time stays one")
  func fromCompletion() async throws {
    try await withWorld { world, database in
      var draft = plants(world, rule: "FREQ=DAILY;INTERVAL=3")
      draft.due = Instant("2026-10-19T21:59:59Z")
      draft.facts.dueGrain = .day
      draft.facts.repeatFrom = .completion
      draft.subtasks = []
      let task = try await world.write(draft)
      try await complete(task.id, in: world.pool)
      try await world.pool.execute(
        SQL("", "update tasks set completed_at = '2026-11-01T09:00:00Z' where id = $1"), [task.id])
      try await settle(world, database)
      #expect(try await open(world).map { $0.prefix(11) } == ["11-04 23:59"])
    }
  }

  @Test("a crash before the commit leaves nothing, and the next attempt makes the row")
  func crash() async throws {
    try await withWorld { world, database in
      let first = try await world.write(plants(world))
      try await complete(first.id, in: world.pool)
      let handler = try RecurTask(settings: Settings(environment: [:]))
      struct Crash: Error {}
      await #expect(throws: Crash.self) {
        try await world.pool.transaction { transaction in
          try await handler.next(
            of: first.id, workspace: world.workspace, completedBy: world.user, in: transaction)
          throw Crash()
        }
      }
      #expect(try await open(world).isEmpty)
      try await settle(world, database)
      #expect(try await open(world).count == 1)
    }
  }

  @Test("two workers with two jobs for one task make one next row")
  func race() async throws {
    try await withWorld { world, database in
      let first = try await world.write(plants(world))
      try await complete(first.id, in: world.pool)
      let request = RecurTask.request(task: first.id, workspace: world.workspace)
      var plain = request
      plain.uniqueKey = nil
      for _ in 0..<12 { try await JobQueue.enqueue(plain, in: world.pool) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for name in ["one", "two"] {
          let pool = try database.makePool()
          let worker = Worker(
            pool: pool, handlers: [try RecurTask(settings: Settings(environment: [:]))],
            configuration: WorkerConfiguration(name: name, concurrency: 4))
          group.addTask {
            defer { pool.close() }
            try await worker.run()
          }
          group.addTask {
            for _ in 0..<1_500 {
              let left = try await world.count("select count(*) from pipeline.jobs")
              if left == 0 { break }
              try await Task.sleep(for: .milliseconds(20))
            }
            worker.stop()
          }
        }
        try await group.waitForAll()
      }
      #expect(try await world.count("select count(*) from pipeline.jobs") == 0)
      #expect(try await open(world).count == 1)
    }
  }

  @Test("the audit finds what was completed without the trigger, and leaves the rest alone")
  func audit() async throws {
    try await withWorld { world, database in
      try await AppTrigger.remove(in: database.pool)
      let first = try await world.write(plants(world))
      _ = try await world.write(TaskDraft(title: "once"))
      #expect(try await RecurringChanges.audit(in: world.pool) == 0)
      try await complete(first.id, in: world.pool)
      #expect(try await RecurringChanges.audit(in: world.pool) == 1)
      try await settle(world, database)
      #expect(try await open(world).count == 1)
      #expect(try await RecurringChanges.audit(in: world.pool) == 0)
    }
  }

  @Test("nobody who may not write there is taken as acting, and rows of another workspace stay")
  func permissions() async throws {
    try await withWorld { world, database in
      let first = try await world.write(plants(world))
      try await complete(first.id, in: world.pool)
      let handler = try RecurTask(settings: Settings(environment: [:]))
      try await world.pool.transaction {
        try await handler.next(of: first.id, workspace: UUID(), completedBy: nil, in: $0)
      }
      try await world.pool.execute(
        SQL("", "update project_members set role = 'VIEWER' where user_id = $1"), [world.user])
      try await settle(world, database)
      #expect(try await open(world).isEmpty)
    }
  }

  @Test("what the app's role completes is followed, in the order of commits")
  func appRole() async throws {
    try await withWorld { world, database in
      let first = try await world.write(plants(world))
      let role = "app_" + UUID().uuidString.lowercased().filter { $0 != "-" }
      let administration = PostgresPool(
        configuration: try TestDatabase.configuration(url: database.administratorURL))
      defer { administration.close() }
      try await administration.execute(.once("create role \(role) nologin"))
      try await administration.execute(.once("grant usage on schema public to \(role)"))
      try await administration.execute(
        .once("grant select, insert, update, delete on public.tasks to \(role)"))
      let slow = try database.makePool()
      defer { slow.close() }
      try await slow.transaction { earlier in
        // An older transaction that is still open holds the feed back, so that nothing is missed.
        try await earlier.execute(
          SQL("", "update tasks set status = 'IN_PROGRESS' where id <> $1"), [first.id])
        try await administration.transaction { app in
          try await app.execute(.once("set local role \(role)"))
          try await app.execute(
            SQL(
              "",
              """
              update tasks set status = 'DONE', is_completed = true, completed_at = now()
              where id = $1
              """), [first.id])
        }
        try await settle(world, database, waits: false)
        #expect(try await open(world).isEmpty)
      }
      try await settle(world, database)
      #expect(try await open(world).count == 1)
      try await administration.execute(.once("drop owned by \(role)"))
      try await administration.execute(.once("drop role \(role)"))
    }
  }
}
