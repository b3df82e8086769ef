import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct RawInputsTests {
  private func input(_ key: String, _ actor: Actor, identity: String? = nil) -> RawInput {
    RawInput(
      actor: actor, source: "mail_http", dedupeKey: key, identityKey: identity,
      objectKey: "w/raw/\(key)", byteCount: 3, recipient: "a@b", details: ["x\0": "y\0"])
  }

  @Test("of many with the same key exactly one is stored, and all get that row and its job")
  func race() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let actor = Actor(user: UUID(), workspace: UUID())
      let answers = try await withThrowingTaskGroup(of: AcceptedInput.self) { group in
        for _ in 0..<16 {
          group.addTask {
            try await database.pool.transaction { session in
              let accepted = try await RawInputs.accept(input("k", actor), in: session)
              if accepted.isNew {
                try await RawInputs.setJob(7, of: accepted.input.id, in: session)
              }
              return accepted
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.filter(\.isNew).count == 1)
      #expect(Set(answers.map(\.input.id)).count == 1)
      #expect(answers.filter { !$0.isNew }.allSatisfy { $0.input.job == 7 })
      let other = try await RawInputs.accept(
        input("k", Actor(user: actor.user, workspace: UUID())), in: database.pool)
      #expect(other.isNew)
    }
  }

  @Test("the same identity with other content is stored and said")
  func identity() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let actor = Actor(user: UUID(), workspace: UUID())
      let first = try await RawInputs.accept(
        input("k1", actor, identity: "m"), in: database.pool)
      let second = try await RawInputs.accept(
        input("k2", actor, identity: "m"), in: database.pool)
      #expect(first.sameIdentity == nil)
      #expect(second.isNew)
      #expect(second.sameIdentity == first.input.id)
    }
  }

  @Test("an input has an outcome, keeps its row when its bytes expire, and goes when erased")
  func life() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let actor = Actor(user: UUID(), workspace: UUID())
      let task = UUID()
      let id = try await RawInputs.accept(input("k", actor), in: pool).input.id
      let waiting = try await RawInputs.accept(input("waits", actor), in: pool).input.id
      let held = try await RawInputs.accept(input("held", actor), in: pool).input.id
      try await RawInputs.setOutcome(.task, of: id, task: task, in: pool)
      try await RawInputs.setOutcome(.quarantined, of: held, reason: "unknown sender", in: pool)
      let stored = try #require(try await RawInputs.input(id, in: pool))
      #expect(stored.outcome == .task)
      #expect(stored.task == task)
      #expect(stored.details == ["x": "y"])
      #expect(try await RawInputs.input(id, workspace: UUID(), in: pool) == nil)
      try await pool.execute(
        SQL("", "update pipeline.raw_inputs set received_at = now() - interval '91 days'"))
      #expect(try await RawInputs.expire(days: 90, in: pool) == ["w/raw/k"])
      #expect(try await RawInputs.input(id, in: pool)?.objectKey == nil)
      #expect(try await RawInputs.input(waiting, in: pool)?.objectKey != nil)
      #expect(try await RawInputs.accept(input("k", actor), in: pool).isNew == false)
      let erased = try await RawInputs.erase(workspace: actor.workspace, in: pool)
      #expect(erased.count == 3)
      #expect(erased.objectKeys.sorted() == ["w/raw/held", "w/raw/waits"])
      let error = await #expect(throws: TaskError.self) {
        try await RawInputs.setOutcome(.dropped, of: id, in: pool)
      }
      #expect(error?.code == .notFound)
    }
  }

  @Test("each night raw bytes go that are older than the setting says, and nothing else")
  func expiry() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pool = database.pool
      let actor = Actor(user: UUID(), workspace: UUID())
      for (name, days) in [("old", 31), ("young", 29)] {
        let id = try await RawInputs.accept(input(name, actor), in: pool).input.id
        try await RawInputs.setOutcome(.dropped, of: id, in: pool)
        try await pool.execute(
          SQL(
            "",
            "update pipeline.raw_inputs set received_at = now() - $2 * interval '1 day' where id = $1"
          ), [id, Int64(days)])
      }
      let settings = try Settings(environment: ["RAW_RETENTION_DAYS": "30"])
      try await JobQueue.enqueue(JobRequest(ExpireInputs.kind), in: pool)
      try await TestWorker.with(database, [ExpireInputs(pool: pool, settings: settings)]) {
        worker in
        try await TestWorker.expect { worker.finishedJobs == 1 }
      }
      let rows = try await pool.query(
        SQL("", "select object_key from pipeline.raw_inputs where object_key is not null"), [])
      #expect(try rows.map { try $0.get("object_key", as: String.self) } == ["w/raw/young"])
    }
  }

  @Test("dedupe keys keep parts apart")
  func keys() {
    #expect(DedupeKey.make("mail", ["a", "bc"]) != DedupeKey.make("mail", ["ab", "c"]))
    #expect(DedupeKey.make("mail", ["a"]) != DedupeKey.make("line", ["a"]))
    #expect(DedupeKey.make("mail", ["a"]) == DedupeKey.make("mail", [[97]]))
  }
}
