import Foundation
import Shared
import Support

/// A database with a user who has an inbound address, the program on it, and mails to send.
struct MailWorld: Sendable {
  /// The database.
  let database: TestDatabase
  /// User, workspace and project.
  let world: TestWorld
  /// The program.
  let program: TestProgram
  /// The address that leads into the project.
  let address = "garden-7f3k@in.example"

  /// Makes the rows and the program.
  static func make(
    _ database: TestDatabase, settings: [String: String] = [:]
  ) async throws -> MailWorld {
    let world = try await TestWorld.make(database)
    try await database.pool.execute(
      SQL("", "insert into inbound_email_routing values ('garden-7f3k', $1, $2)"),
      [world.project, world.user])
    let program = try TestProgram(database: database.url, settings: settings)
    return MailWorld(database: database, world: world, program: program)
  }

  /// Runs the test in a fresh world.
  static func with<Value>(
    settings: [String: String] = [:], _ body: (MailWorld) async throws -> Value
  ) async throws -> Value {
    try await TestDatabase.with(.standalone) { database in
      try await body(try await make(database, settings: settings))
    }
  }

  /// A mail with that number in its subject and its Message-ID.
  static func mail(_ number: Int, body: String = "Water the tomatoes.") -> [UInt8] {
    Array(
      """
      From: Ada <ada@example.org>\r
      To: garden-7f3k@in.example\r
      Date: Fri, 20 Nov 2026 09:00:00 +0000\r
      Subject: Fwd: Garden job \(number)\r
      Message-ID: <job-\(number)@example.org>\r
      MIME-Version: 1.0\r
      Content-Type: text/plain; charset=utf-8\r
      \r
      \(body)\r

      """.utf8)
  }

  /// Waits until a count in the database reaches a number, at most that long; returns the count.
  func wait(
    for expected: Int, of query: String, seconds: Int = 90,
    every pause: Duration = .milliseconds(200)
  ) async throws -> Int {
    var last = -1
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      last = (try? await world.count(query)) ?? last
      if last == expected { return last }
      try await Task.sleep(for: pause)
    }
    return last
  }
}
