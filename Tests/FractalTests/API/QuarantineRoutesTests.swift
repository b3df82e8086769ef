import Foundation
import Ingest
import Shared
import Support
import Testing

@testable import Fractal

@Suite struct QuarantineRoutesTests {
  /// A world with one held mail, served to its user, a colleague and a stranger.
  private struct Scene {
    let server: TestServer
    let world: TestWorld
    let held: String
    let input: String

    func send(_ method: String, _ path: String, as token: String) async -> TestAnswer {
      await server.request(method, path, headers: [("Authorization", "Bearer \(token)")])
    }
  }

  private static let mail = """
    Message-ID: <1@a>
    From: Eve <eve@example.com>
    Subject: Held
    Content-Type: text/html

    <p>Dear <b>Ada</b><script>alert(1)</script>
    """

  private static func scene(_ body: (Scene) async throws -> Void) async throws {
    try await TestDatabase.with(.standalone) { database in
      let world = try await TestWorld.make(database)
      let folder = FileManager.default.temporaryDirectory.appending(path: "held-\(UUID())").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let store = FolderObjectStore(folder: folder)
      let slug = try await InboundAddresses.create(as: world.actor, in: world.pool).slug
      try await world.pool.execute(
        SQL("", "update pipeline.addresses set unknown_sender_policy = 'quarantine'"), [])
      _ = try await MailIntake(pool: world.pool, store: store).accept(
        Array(mail.utf8), MailEnvelope(recipient: slug, source: "mail_http"))
      var configuration = WorkerConfiguration(name: "test")
      configuration.endsAfter = 1
      let pool = try database.makePool()
      defer { pool.close() }
      try await Worker(
        pool: pool, handlers: [MailToTask(pool: world.pool, store: store)],
        configuration: configuration
      ).run()
      let held = try #require(try await MailQuarantine.list(as: world.actor, in: world.pool).first)
      let colleague = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(colleague, to: world.workspace, in: world.pool)
      let stranger = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: stranger, in: world.pool)
      let identities = FixedIdentities(actors: [
        "owner": world.actor, "colleague": Actor(user: colleague, workspace: world.workspace),
        "stranger": Actor(user: stranger, workspace: elsewhere),
      ])
      let routes =
        QuarantineRoutes(pool: world.pool, store: store).routes
        + RawInputRoutes(pool: world.pool, store: store).routes
      try await TestServer.run(routes, identities: identities) { server in
        try await body(
          Scene(
            server: server, world: world, held: held.id.uuidString.lowercased(),
            input: held.input.uuidString.lowercased()))
      }
    }
  }

  private static func json(_ answer: TestAnswer) throws -> JSONValue {
    try JSONValue(parsing: Array(answer.body.utf8))
  }

  @Test("a held mail is listed and shown as plain words, to its user alone")
  func reading() async throws {
    try await Self.scene { scene in
      let list = try Self.json(await scene.send("GET", "/v1/quarantine", as: "owner"))
      #expect(list["held"]?.arrayValue?.first?["subject"] == "Held")
      let shown = try Self.json(
        await scene.send("GET", "/v1/quarantine/\(scene.held)", as: "owner"))
      #expect(shown["text"] == "Dear Ada")
      #expect(shown["reason"] == "unknown_sender")
      for other in ["colleague", "stranger"] {
        let none = try Self.json(await scene.send("GET", "/v1/quarantine", as: other))
        #expect(none["held"]?.arrayValue?.isEmpty == true)
        for path in ["/v1/quarantine/\(scene.held)", "/v1/inputs/\(scene.input)/raw"] {
          #expect(await scene.send("GET", path, as: other).status == 404)
        }
        let release = "/v1/quarantine/\(scene.held)/release"
        #expect(await scene.send("POST", release, as: other).status == 404)
      }
    }
  }

  @Test("a held mail is released or dropped once")
  func deciding() async throws {
    try await Self.scene { scene in
      let path = "/v1/quarantine/\(scene.held)"
      #expect(await scene.send("POST", path + "/release", as: "owner").status == 204)
      #expect(await scene.send("POST", path + "/release", as: "owner").status == 404)
      #expect(await scene.send("POST", path + "/drop", as: "owner").status == 404)
      let jobs = try await scene.world.count(
        "select count(*) from pipeline.jobs where kind = 'mail.ingest'")
      #expect(jobs == 1)
    }
    try await Self.scene { scene in
      let path = "/v1/quarantine/\(scene.held)"
      #expect(await scene.send("POST", path + "/drop", as: "owner").status == 204)
      let dropped = try await scene.world.count(
        "select count(*) from pipeline.raw_inputs where outcome = 'dropped'")
      #expect(dropped == 1)
    }
  }

  @Test("the raw message is a download for its user, and gone when it is gone")
  func raw() async throws {
    try await Self.scene { scene in
      let path = "/v1/inputs/\(scene.input)/raw"
      let answer = await scene.send("GET", path, as: "owner")
      #expect(answer.status == 200)
      #expect(answer.body == Self.mail)
      #expect(answer.headers["Content-Type"] == "message/rfc822")
      #expect(answer.headers["Content-Disposition"]?.hasPrefix("attachment;") == true)
      try await scene.world.pool.execute(
        SQL("", "update pipeline.raw_inputs set object_key = null"), [])
      #expect(await scene.send("GET", path, as: "owner").status == 410)
      let release = await scene.send("POST", "/v1/quarantine/\(scene.held)/release", as: "owner")
      #expect(release.status == 409)
      let list = try Self.json(await scene.send("GET", "/v1/quarantine", as: "owner"))
      #expect(list["held"]?.arrayValue?.count == 1)
    }
  }
}
