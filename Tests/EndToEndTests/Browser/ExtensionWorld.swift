import Foundation
import Shared
import Support
import Synchronization
import Testing

/// The extension in a browser, a server with a worker for it, and pages to save.
final class ExtensionWorld: Sendable {
  /// Database, user and project, and the program on them.
  let mail: MailWorld
  /// The pages that can be saved.
  let pages: WebPages
  /// The extension's folder: a copy that may reach the server, as if the person had agreed to the
  /// browser's question, which no remote control can answer.
  let folder: String
  /// The browser's profile.
  let profile: String
  /// The server's port.
  let port: UInt16
  private let server = Mutex<StartedProgram?>(nil)

  /// The server's address.
  var address: String { "http://127.0.0.1:\(port)" }

  private init(_ mail: MailWorld, port: UInt16, isHasty: Bool) throws {
    self.mail = mail
    self.port = port
    pages = WebPages(ExtensionPages.all, files: ["/picture.png": ExtensionPages.picture])
    folder = mail.program.dataDirectory + "/extension"
    profile = mail.program.dataDirectory + "/profile"
    try FileManager.default.copyItem(
      at: Fixtures.checkout.appending(path: "extension"), to: URL(filePath: folder))
    let manifest = URL(filePath: folder + "/manifest.json")
    guard case .object(var members) = try JSONValue(parsing: Array(Data(contentsOf: manifest)))
    else { throw BrowserError.neverCame("manifest") }
    members["host_permissions"] = [.string("http://127.0.0.1:\(port)/*")]
    try Data(JSONValue.object(members).serializedBytes).write(to: manifest)
    guard isHasty else { return }
    let limits = URL(filePath: folder + "/shared/limits.js")
    let text = try String(contentsOf: limits, encoding: .utf8)
    let hasty = text.replacing("undoMilliseconds: 5_000", with: "undoMilliseconds: 300")
    guard hasty != text else { throw BrowserError.neverCame("undoMilliseconds") }
    try Data(hasty.utf8).write(to: limits)
  }

  /// Runs the test while server and worker run. `isHasty` lets captures go without the seconds in
  /// which a person may take them back.
  static func with(
    isHasty: Bool = false, _ body: (ExtensionWorld) async throws -> Void
  ) async throws {
    let port = TestProgram.freePort()
    let settings = [
      "LISTEN": "127.0.0.1:\(port)", "ADMIN_LISTEN": "127.0.0.1:\(TestProgram.freePort())",
    ]
    try await MailWorld.with(settings: settings) { mail in
      let world = try ExtensionWorld(mail, port: port, isHasty: isHasty)
      let worker = try mail.program.start(["worker"], log: "worker.log")
      defer {
        world.stopServer()
        worker.terminate()
        worker.waitUntilExit()
      }
      try await world.startServer()
      try await body(world)
      #expect(worker.isRunning, "the worker lives to the end")
    }
  }

  /// Starts the server and waits until it answers.
  func startServer() async throws {
    let process = try mail.program.start(["serve"], log: "serve.log")
    server.withLock { $0 = process }
    #expect(try await SimpleHTTP.waitUntilServed(port: port))
  }

  /// Stops the server.
  func stopServer() {
    server.withLock { process in
      process?.terminate()
      process?.waitUntilExit()
      process = nil
    }
  }

  /// A fresh token of these scopes; by itself one that can save and nothing else.
  func token(scopes: String = "capture") async throws -> String {
    let row = try await mail.database.pool.queryRow(
      SQL("", "select u.email::text, w.slug::text from users u, workspaces w"), [])
    let email = try #require(try row?.get("email", as: String.self))
    let slug = try #require(try row?.get("slug", as: String.self))
    let run = try await mail.program.run(
      ["token", "create", "--user", email, "--workspace", slug, "--scopes", scopes])
    try #require(run.status == 0, "\(run.errors)")
    return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Runs the test with a browser that has the extension, set up with that token, or without one
  /// not at all.
  func browse(
    token: String?, opensPopup: Bool = false, _ body: (ExtensionInBrowser) async throws -> Void
  ) async throws {
    try await Browser.with(profile: profile) { browser in
      let id = try await browser.load(extension: folder)
      let inside = ExtensionInBrowser(browser: browser, id: id)
      if let token {
        let settings: JSONValue = [
          "server": .string(address), "token": .string(token), "opensPopup": .bool(opensPopup),
        ]
        try await inside.keep(settings)
      }
      try await body(inside)
    }
  }

  /// Waits until that many tasks stand in the database; gives how many do.
  func tasks(_ expected: Int) async throws -> Int {
    try await mail.wait(
      for: expected, of: "select count(*) from tasks where deleted_at is null", seconds: 60)
  }

  /// Deletes every task, as a person would in the app.
  func forgetTasks() async throws {
    try await mail.database.pool.execute(SQL("", "update tasks set deleted_at = now()"), [])
  }

  /// One text of the only task.
  func ofTask(_ column: String) async throws -> String {
    let row = try await mail.database.pool.queryRow(
      SQL("", "select (\(column))::text as found from tasks where deleted_at is null"), [])
    return try row?.get("found", as: String?.self) ?? ""
  }
}
