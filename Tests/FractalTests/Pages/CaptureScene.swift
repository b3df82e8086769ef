import Foundation
import Ingest
import Shared
import Support
import Testing

@testable import Fractal

/// The capture routes and the reader on a server, with a worker that can be run.
struct CaptureScene {
  /// The server.
  let server: TestServer
  /// User, workspace and project.
  let world: TestWorld
  /// The database.
  let database: TestDatabase
  /// Where objects lie.
  let store: FolderObjectStore

  /// Runs the test with an owner and two strangers: one of the same workspace, one of another.
  static func run(
    origins: [String] = [], _ body: (CaptureScene) async throws -> Void
  ) async throws {
    try await TestDatabase.with(.standalone) { database in
      let world = try await TestWorld.make(database)
      let folder = FileManager.default.temporaryDirectory.appending(path: "captures-\(UUID())").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let store = FolderObjectStore(folder: folder)
      let colleague = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(colleague, to: world.workspace, in: world.pool)
      let stranger = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: stranger, in: world.pool)
      let identities = FixedIdentities(actors: [
        "owner": world.actor, "colleague": Actor(user: colleague, workspace: world.workspace),
        "stranger": Actor(user: stranger, workspace: elsewhere),
      ])
      let access = PageAccess(pool: world.pool, publicURL: nil)
      let routes =
        CaptureRoutes(pool: world.pool, store: store).routes
        + PageLinkRoutes(sessions: access.sessions, publicURL: nil).routes
        + CapturePages(pool: world.pool, store: store, access: access) { markdown, pictures in
          MarkdownText.html(String(decoding: markdown, as: UTF8.self), pictures: pictures)
        }.routes
      try await TestServer.run(routes, identities: identities, allowedOrigins: origins) { server in
        try await body(
          CaptureScene(server: server, world: world, database: database, store: store))
      }
    }
  }

  /// A page with an article.
  static func html(title: String = "Kettles of the harbour", _ more: String = "") -> String {
    """
    <!doctype html><html lang=en><head><title>\(title) - Harbour News</title>
    <meta property="og:site_name" content="Harbour News"></head><body>
    <nav><a href="/">Home</a></nav><article><h1>\(title)</h1>
    <p>Every morning at six, before the first commuters come, Hilde fires the kettle of a ferry \
    that was built in 1911 and has never been converted, as far as anybody knows.</p>
    <p>It takes two hours until there is pressure enough, she says, and in winter three, because \
    the water is cold and the old pipes lose their warmth.</p>
    \(more)</article><footer>All rights reserved</footer></body></html>
    """
  }

  /// A body with these members beside an address and a fresh id.
  static func body(_ members: KeyValuePairs<String, JSONValue>, id: UUID = UUID()) -> JSONValue {
    var object: JSONObject = [
      "captureId": .string(id.uuidString.lowercased()),
      "url": "https://www.harbour.example/kettles?utm_source=letter",
    ]
    for (key, value) in members { object[key] = value }
    return .object(object)
  }

  /// Hands a capture in.
  func post(
    _ body: JSONValue, token: String = "owner", headers: [(String, String)] = []
  ) async -> TestAnswer {
    await send("POST", "/v1/captures", token: token, body.serializedBytes, headers: headers)
  }

  /// Sends a request with a JSON body, where one is given.
  func send(
    _ method: String, _ target: String, token: String = "owner", _ body: [UInt8] = [],
    headers: [(String, String)] = []
  ) async -> TestAnswer {
    let type = body.isEmpty ? [] : [("Content-Type", "application/json")]
    return await server.request(
      method, target, headers: [("Authorization", "Bearer \(token)")] + type + headers, body: body)
  }

  /// Runs a worker until it has finished that many jobs; `program` reads the pages.
  func work(_ jobs: Int, program: String = TestProgram.executable) async throws {
    var configuration = WorkerConfiguration(name: "test", concurrency: 2)
    configuration.endsAfter = jobs
    let pool = try database.makePool()
    defer { pool.close() }
    let children = SandboxPool(children: 1, program: program)
    defer { children.close() }
    try await Worker(
      pool: pool,
      handlers: [
        CaptureToTask(pool: world.pool, store: store, sandbox: IngestSandbox(children))
      ], configuration: configuration
    ).run()
  }

  /// The only value of a query's only row.
  func text(_ query: String) async throws -> String? {
    try await world.pool.queryRow(SQL("", "select (\(query))::text as t"), [])?
      .get("t", as: String?.self) ?? nil
  }
}
