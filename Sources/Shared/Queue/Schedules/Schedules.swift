/// Setting, listing and firing schedules.
public enum Schedules {
  /// Sets one schedule, by the rules of the form that takes many.
  public static func set(
    _ definition: ScheduleDefinition, in session: any PostgresSession,
    zones: TimeZoneDatabase = .system
  ) async throws {
    try await set([definition], in: session, zones: zones)
  }

  /// Sets schedules, thousands at a time: new ones start, known names change. One whose times do
  /// not change keeps when it is next due. Throws ``ScheduleError`` for a bad expression or zone,
  /// with nothing set.
  public static func set(
    _ definitions: [ScheduleDefinition], in session: any PostgresSession,
    zones: TimeZoneDatabase = .system
  ) async throws {
    let now = try await databaseTime(in: session)
    var book = TimetableBook(zones: zones)
    var nexts: [Instant?] = []
    nexts.reserveCapacity(definitions.count)
    for definition in definitions {
      guard JobKind.isName(definition.kind) else { throw ScheduleError(.badKind) }
      let key = TimetableBook.Key(definition)
      guard let next = try book.next(key, after: now) else { throw ScheduleError(.never) }
      nexts.append(next)
    }
    var start = 0
    while start < definitions.count {
      let end = min(definitions.count, start + QueueLimits.enqueueBatch)
      try await insert(definitions[start..<end], nexts[start..<end], in: session)
      start = end
    }
  }

  /// Removes schedules by name; returns how many there were.
  @discardableResult
  public static func remove(
    _ names: [String], in session: any PostgresSession
  ) async throws(PostgresError) -> Int {
    try await session.execute(ScheduleStatements.remove, [names])
  }

  /// Pauses a schedule; false where there is none of that name.
  public static func pause(
    _ name: String, in session: any PostgresSession
  ) async throws(PostgresError) -> Bool {
    let none: Instant? = nil
    return try await session.execute(ScheduleStatements.pause, [[name], true, none]) > 0
  }

  /// Resumes a schedule from now on: what passed while it was paused is not made up for. False
  /// where there is none of that name.
  public static func resume(
    _ name: String, in session: any PostgresSession, zones: TimeZoneDatabase = .system
  ) async throws -> Bool {
    guard let known = try await list(prefix: name, in: session).first(where: { $0.name == name })
    else { return false }
    let now = try await databaseTime(in: session)
    var book = TimetableBook(zones: zones)
    let next = try book.next(TimetableBook.Key(known.definition), after: now)
    return try await session.execute(ScheduleStatements.pause, [[name], false, next]) > 0
  }

  /// The schedules whose names begin like that, by name, at most `limit`.
  public static func list(
    prefix: String = "", limit: Int = 1_000, in session: any PostgresSession
  ) async throws(PostgresError) -> [ScheduleStatus] {
    var found: [ScheduleStatus] = []
    for row in try await session.query(ScheduleStatements.list, [prefix, limit]) {
      found.append(try ScheduleStatus(row))
    }
    return found
  }

  private static func databaseTime(in session: any PostgresSession) async throws -> Instant {
    guard let row = try await session.queryRow(ScheduleStatements.now) else {
      throw PostgresError(.decoding, "no time came back", statement: ScheduleStatements.now.name)
    }
    return try row.get(0, as: Instant.self)
  }

  private static func insert(
    _ definitions: ArraySlice<ScheduleDefinition>, _ nexts: ArraySlice<Instant?>,
    in session: any PostgresSession
  ) async throws(PostgresError) {
    try await session.execute(
      ScheduleStatements.set,
      [
        definitions.map(\.name), definitions.map(\.kind), definitions.map(\.expression),
        definitions.map(\.zone), definitions.map(\.args.serialized),
        definitions.map { $0.workspace ?? ClaimedJob.noWorkspace }, definitions.map(\.user),
        definitions.map(\.queue), definitions.map(\.clockChange.gap.rawValue),
        definitions.map(\.clockChange.overlap.rawValue), definitions.map(\.missedRuns.rawValue),
        Array(nexts),
      ])
  }
}
