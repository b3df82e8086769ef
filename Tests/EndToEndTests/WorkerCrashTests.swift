import Foundation
import Glibc
import Shared
import Support
import Testing

@Suite(.serialized) struct WorkerCrashTests {
  private static let tasks = "select count(*) from tasks where deleted_at is null"

  /// Weekly tasks, one for each time that a worker is killed.
  private func series(_ mail: MailWorld, count: Int) async throws -> [UUID] {
    try await AppTrigger.install(in: mail.database.pool)
    var ids: [UUID] = []
    for number in 1...count {
      var draft = TaskDraft(title: "Series \(number)")
      draft.project = mail.world.project
      draft.timezone = "Europe/Berlin"
      draft.due = Instant("2026-10-19T07:00:00Z")
      draft.recurrenceRule = "FREQ=WEEKLY;BYDAY=MO"
      ids.append(try await mail.world.write(draft).id)
    }
    return ids
  }

  /// Marks a task as done in the way the app does.
  private func complete(_ id: UUID, _ mail: MailWorld) async throws {
    let statement = SQL(
      "",
      "update tasks set status = 'DONE', is_completed = true, completed_at = now() where id = $1")
    try await mail.database.pool.execute(statement, [id])
  }

  @Test(
    """
    200 mails, twelve recurring tasks that are done, and three workers that are killed over and \
    over give exactly 200 tasks, and each series its one next row
    """)
  func killLoop() async throws {
    try await MailWorld.with(settings: ["HEARTBEAT_TIMEOUT_SECONDS": "2"]) { mail in
      let count = 200
      let series = try await series(mail, count: 12)
      for number in 1...count { try await deliver(mail, number) }
      var workers: [StartedProgram] = []
      defer { for worker in workers { kill(worker.processIdentifier, SIGKILL) } }
      for _ in 0..<3 { workers.append(try mail.program.start(["worker"])) }
      // Every pause is short enough to strike in the middle of work; the workers come back.
      for round in 0..<12 {
        try await complete(series[round], mail)
        let victim = round % workers.count
        try await Task.sleep(for: .milliseconds(150 + 90 * (round % 4)))
        // A machine that is slow to start a program must not see all of them die before they work.
        let busy = "select least(count(*), 1) from pipeline.claims"
        if try await mail.world.count("select count(*) from pipeline.jobs") > 0 {
          _ = try await mail.wait(for: 1, of: busy, seconds: 10, every: .milliseconds(10))
        }
        kill(workers[victim].processIdentifier, SIGKILL)
        await workers[victim].end()
        workers[victim] = try mail.program.start(["worker"])
      }
      let mails = Self.tasks + " and title like 'Garden%'"
      #expect(try await mail.wait(for: count, of: mails, seconds: 120) == count)
      let open = Self.tasks + " and title like 'Series%' and not is_completed"
      #expect(try await mail.wait(for: series.count, of: open, seconds: 60) == series.count)
      let struck = "select count(*) from pipeline.finished_jobs where errors::text like '%lost%'"
      #expect(
        try await mail.world.count(struck) > 0,
        "no worker was killed while it held a job")
      // A job that three workers died with is given up by rule, and still is a task; hardly any is.
      let givenUp = "select count(*) from pipeline.finished_jobs where state = 'discarded'"
      #expect(try await mail.world.count(givenUp) < count / 10)
      let unfinished = "select count(*) from pipeline.jobs"
      #expect(try await mail.wait(for: 0, of: unfinished, seconds: 60) == 0)
      #expect(try await mail.world.count(mails) == count)
      #expect(
        try await mail.world.count("select count(distinct title) from tasks")
          == count + series.count)
      #expect(try await mail.world.count(Self.tasks) == count + 2 * series.count)
      #expect(
        try await mail.world.count(
          "select count(*) from pipeline.raw_inputs where outcome = 'task'") == count)
    }
  }

  /// Hands a mail in through the same door that the pipe uses, without a process for each.
  private func deliver(_ mail: MailWorld, _ number: Int) async throws {
    let run = try await mail.program.run(
      ["mail", "--to", mail.address], input: MailWorld.mail(number))
    try #require(run.status == 0, "\(run.errors)")
  }

  @Test("a worker that is told to stop finishes what it holds and exits with 0")
  func drain() async throws {
    try await MailWorld.with { mail in
      for number in 1...5 { try await deliver(mail, number) }
      let worker = try mail.program.start(["worker"])
      #expect(try await mail.wait(for: 5, of: Self.tasks) == 5)
      worker.terminate()
      #expect(await worker.end() == 0)
      // What follows from a task, such as its place in the search, may wait for the next worker.
      let left =
        "select count(*) from pipeline.jobs where kind = 'mail.ingest' or state = 'running'"
      #expect(try await mail.world.count(left) == 0)
    }
  }

  @Test("a worker that slept while others took its jobs over writes nothing when it wakes")
  func pausedWorker() async throws {
    try await MailWorld.with(settings: ["HEARTBEAT_TIMEOUT_SECONDS": "2"]) { mail in
      let count = 60
      for number in 1...count { try await deliver(mail, number) }
      let sleeper = try mail.program.start(["worker"])
      defer { kill(sleeper.processIdentifier, SIGKILL) }
      let claimed = "select least(count(*), 1) from pipeline.claims"
      #expect(
        try await mail.wait(for: 1, of: claimed, seconds: 30, every: .milliseconds(10)) == 1)
      kill(sleeper.processIdentifier, SIGSTOP)
      let other = try mail.program.start(["worker"])
      #expect(try await mail.wait(for: count, of: Self.tasks, seconds: 60) == count)
      kill(sleeper.processIdentifier, SIGCONT)
      try await Task.sleep(for: .seconds(4))
      other.terminate()
      await other.end()
      #expect(try await mail.world.count("select count(*) from tasks") == count)
      // What follows from a task, such as its place in the search, may wait for the next worker.
      let left = "select count(*) from pipeline.jobs where kind = 'mail.ingest'"
      #expect(try await mail.world.count(left) == 0)
    }
  }
}
