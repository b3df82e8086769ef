import FoundationEssentials
import Shared
import Support
import Synchronization
import Testing

@testable import Scheduler

/// When accepted blocks are written to calendars, and taken out of them.
@Suite struct WriteBackTests {
  private func google(_ calendars: CalendarWorld) async throws -> CalendarAccount {
    try await calendars.setup.add(
      kind: .google, name: "Google", address: "primary", secret: "refresh", writesBack: true,
      for: calendars.world.actor)
  }

  /// A CalDAV server that notes what it is asked and answers with those statuses.
  private final class Server: Sendable {
    let asked = Mutex<[String]>([])
    let put: Mutex<Int>
    private let server: Mutex<ScriptedServer?> = Mutex(nil)

    /// A server that answers a PUT so; 0 for not at all.
    init(put: Int) {
      self.put = Mutex(put)
      let made = ScriptedServer { [weak self] request, answer in
        guard let self else { return false }
        let method = String(request.head.prefix { $0 != " " })
        asked.withLock { $0.append(method) }
        let status = method == "PUT" ? self.put.withLock { $0 } : 204
        guard status > 0 else { return false }
        answer.answer(status)
        return true
      }
      server.withLock { $0 = made }
    }

    var port: UInt16 { server.withLock { $0?.port ?? 0 } }

    /// What it was asked since the last time.
    func take() -> [String] {
      asked.withLock { list in
        defer { list = [] }
        return list
      }
    }

    func add(to calendars: CalendarWorld) async throws -> CalendarAccount {
      try await calendars.setup.add(
        kind: .caldav, name: "CalDAV", address: "http://127.0.0.1:\(port)/dav/", username: "ada",
        secret: "secret", writesBack: true, for: calendars.world.actor)
    }
  }

  private func clear(_ calendars: CalendarWorld) async throws {
    try await calendars.world.pool.execute(SQL("", "delete from pipeline.jobs"))
  }

  private func problem(_ account: CalendarAccount, _ calendars: CalendarWorld) async throws
    -> String?
  {
    try await CalendarStore.list(for: calendars.world.actor, in: calendars.world.pool)
      .first { $0.id == account.id }?.writeProblem
  }

  @Test(
    "what the app does to a planned task reaches the calendar",
    arguments: [
      "status = 'DONE'", "is_completed = true", "title = 'renamed'", "deleted_at = now()",
    ])
  func follows(_ change: String) async throws {
    let google = GoogleStandIn()
    try await CalendarWorld.with(ports: [], google: google.port) { calendars in
      let world = calendars.world
      try await AppTrigger.install(in: world.pool)
      _ = try await self.google(calendars)
      let task = try await calendars.planned("report")
      _ = try await calendars.write()
      #expect(google.titles == ["report"])
      try await clear(calendars)
      try await world.pool.execute(SQL("", "update tasks set \(change) where id = $1"), [task])
      // Transactions of other tests on the same server hold the changes back for a while.
      for _ in 0..<6_000 where try await calendars.jobs(WriteCalendar.kind) == 0 {
        _ = try await world.pool.transaction { try await WriteBackChanges.follow(in: $0) }
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(try await calendars.jobs(WriteCalendar.kind) == 1)
      _ = try await calendars.write()
      #expect(google.titles == (change.hasPrefix("title") ? ["renamed"] : []))
    }
  }

  @Test("without the app's trigger the quarterly sweep finds exactly what differs")
  func sweep() async throws {
    let google = GoogleStandIn()
    try await CalendarWorld.with(ports: [], google: google.port) { calendars in
      let world = calendars.world
      func found() async throws -> Bool {
        try await clear(calendars)
        try await world.pool.transaction { try await SweepCalendars.enqueueWrites(in: $0) }
        return try await calendars.jobs(WriteCalendar.kind) == 1
      }
      let account = try await self.google(calendars)
      #expect(try await !found())
      let task = try await calendars.planned("report")
      _ = try await calendars.planned("letter", days: 3)
      #expect(try await found())
      _ = try await calendars.write()
      #expect(try await !found())
      for change in ["title = 'renamed'", "status = 'DONE'"] {
        try await world.pool.execute(SQL("", "update tasks set \(change) where id = $1"), [task])
        #expect(try await found(), "\(change)")
        _ = try await calendars.write()
        #expect(try await !found(), "\(change)")
      }
      #expect(google.titles == ["letter"])
      // What fails is not tried each quarter of an hour.
      try await world.pool.execute(SQL("", "update tasks set title = title || '!'"))
      try await CalendarStore.failWrite(account, because: "no", in: world.pool)
      #expect(try await !found())
    }
  }

  @Test("whoever finishes a task, it is the calendar of the block's owner that is written")
  func owners() async throws {
    let google = GoogleStandIn()
    try await CalendarWorld.with(ports: [], google: google.port) { calendars in
      let world = calendars.world
      _ = try await self.google(calendars)
      let task = try await calendars.planned("report")
      let colleague = Actor(
        user: try await TestWorld.addUser(in: world.pool), workspace: world.workspace)
      try await TestWorld.addMember(colleague.user, to: world.workspace, in: world.pool)
      try await clear(calendars)
      var change = TaskChange(task)
      change.fields[.status] = "DONE"
      let done = change
      try await world.pool.transaction { session in
        try await TaskWriter(listeners: [PlannedBlockListener()])
          .change([done], as: colleague, in: session)
      }
      #expect(try await calendars.jobs(WriteCalendar.kind) == 1)
      let owner = try await world.pool.queryRow(
        SQL("", "select args->>'user_id' as owner from pipeline.jobs"))
      #expect(
        try owner?.get("owner", as: String.self) == world.user.uuidString.lowercased())
    }
  }

  @Test("a calendar that is added is written at once, and events go before it is removed")
  func removal() async throws {
    let google = GoogleStandIn()
    google.put("mine", ["summary": "mine"])
    try await CalendarWorld.with(ports: [], google: google.port) { calendars in
      let world = calendars.world
      let first = try await self.google(calendars)
      #expect(try await calendars.jobs(WriteCalendar.kind) == 1)
      // Nothing of ours stands there: it goes at once.
      try await CalendarStore.remove(first.id, as: world.actor, in: world.pool)
      #expect(try await world.count("select count(*) from pipeline.calendars") == 0)
      let account = try await self.google(calendars)
      _ = try await calendars.planned("report")
      _ = try await calendars.write()
      #expect(google.titles == ["mine", "report"])
      try await CalendarStore.remove(account.id, as: world.actor, in: world.pool)
      #expect(try await CalendarStore.list(for: world.actor, in: world.pool).isEmpty)
      #expect(try await calendars.jobs(RemoveCalendar.kind) == 1)
      await #expect(throws: PlanningError.self) {
        try await CalendarStore.remove(account.id, as: world.actor, in: world.pool)
      }
      // No write brings them back meanwhile.
      _ = try await calendars.write()
      google.slowDown(2)
      guard case .retry = try await calendars.takeOut(account.id) else {
        Issue.record("a busy server is asked again")
        return
      }
      _ = try await calendars.takeOut(account.id)
      #expect(google.titles == ["mine"])
      #expect(try await world.count("select count(*) from pipeline.calendars") == 0)
      #expect(try await world.count("select count(*) from pipeline.credentials") == 0)
    }
  }

  @Test("a calendar that cannot be reached any more is removed all the same")
  func unreachable() async throws {
    let server = Server(put: 201)
    try await CalendarWorld.with(ports: [server.port]) { calendars in
      let account = try await server.add(to: calendars)
      _ = try await calendars.planned("report")
      _ = try await calendars.write()
      try await CalendarStore.remove(
        account.id, as: calendars.world.actor, in: calendars.world.pool)
      try await calendars.world.pool.execute(
        SQL("", "update pipeline.calendars set address = 'http://192.0.2.1/'"))
      _ = try await calendars.takeOut(account.id)
      #expect(try await calendars.world.count("select count(*) from pipeline.calendars") == 0)
    }
  }

  @Test("a calendar that refuses keeps no other from being written, and says why")
  func refused() async throws {
    let google = GoogleStandIn()
    let server = Server(put: 403)
    try await CalendarWorld.with(ports: [server.port], google: google.port) { calendars in
      let bad = try await server.add(to: calendars)
      let good = try await self.google(calendars)
      _ = try await calendars.planned("report")
      guard case .discard = try await calendars.write() else {
        Issue.record("a refusal does not pass")
        return
      }
      #expect(google.titles == ["report"])
      #expect(try await problem(bad, calendars)?.contains("403") ?? false)
      #expect(try await problem(good, calendars) == nil)
      server.put.withLock { $0 = 201 }
      guard case .done = try await calendars.write() else {
        Issue.record("all are written")
        return
      }
      #expect(try await problem(bad, calendars) == nil)
    }
  }

  @Test("an event whose answer was lost is taken out again once its block is gone")
  func lost() async throws {
    let server = Server(put: 0)
    try await CalendarWorld.with(ports: [server.port]) { calendars in
      _ = try await server.add(to: calendars)
      _ = try await calendars.planned("report")
      guard case .retry = try await calendars.write() else {
        Issue.record("a lost answer is tried again")
        return
      }
      #expect(server.take().contains("PUT"))
      // It may stand there: the next attempt begins by taking it out.
      server.put.withLock { $0 = 201 }
      _ = try await calendars.write()
      #expect(server.take() == ["DELETE", "PUT"])
      server.put.withLock { $0 = 0 }
      try await calendars.world.pool.execute(
        SQL("", "update tasks set title = 'renamed' where title = 'report'"))
      _ = try await calendars.write()
      #expect(server.take().prefix(2) == ["DELETE", "PUT"])
      try await calendars.world.pool.execute(SQL("", "delete from pipeline.planned_blocks"))
      _ = try await calendars.write()
      #expect(server.take() == ["DELETE"])
      #expect(try await calendars.world.count("select count(*) from pipeline.calendar_writes") == 0)
    }
  }

  @Test(
    "a server may ask for an hour's wait at the most",
    arguments: [(-5, 1), (60, 60), (90_000, 3_600)])
  func waits(_ asked: Int, _ granted: Int) {
    var fault = CalendarFault(.busy)
    #expect(fault.wait == nil)
    fault.retryAfter = asked
    #expect(fault.wait == .seconds(granted))
  }
}

extension GoogleStandIn {
  /// The titles of events that are not cancelled, in order.
  fileprivate var titles: [String] {
    ids.compactMap { event($0)?["summary"]?.stringValue }.sorted()
  }
}
