import Foundation
import Shared
import Support
import Synchronization
import Testing

@testable import Ingest

/// Mailboxes read from a made-up server into a real database.
@Suite struct MailboxPollerTests {
  /// A folder on a server, and what was done to it.
  private final class Server: MailboxSource {
    struct State {
      var validity: UInt32 = 7
      var messages: [UInt32: String] = [:]
      var moved: [UInt32] = []
      var opened: [Bool] = []
      var refusesMoves = false
      var failsAt: UInt32?
      var news: [Bool] = []
      var onNews: (@Sendable (inout State) -> Void)?
      var beforeFetch: (@Sendable () async throws -> Void)?
    }

    let state = Mutex(State())

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func open(_ name: String, isReadOnly: Bool) async throws(IMAPError) -> IMAPFolder {
      state.withLock { state in
        state.opened.append(isReadOnly)
        return IMAPFolder(uidValidity: state.validity, messages: UInt32(state.messages.count))
      }
    }

    func messages(after uid: UInt32) async throws(IMAPError) -> [UInt32] {
      state.withLock { $0.messages.keys.filter { $0 > uid }.sorted() }
    }

    func size(of uid: UInt32) async throws(IMAPError) -> Int? {
      state.withLock { state in
        state.messages[uid].map { $0 == "huge" ? MailLimits.messageBytes + 1 : $0.utf8.count }
      }
    }

    func message(_ uid: UInt32) async throws(IMAPError) -> [UInt8]? {
      let (fails, hook, text) = state.withLock {
        ($0.failsAt == uid, $0.beforeFetch, $0.messages[uid])
      }
      if fails { throw IMAPError(.connection) }
      try? await hook?()
      return text.map { Array($0.utf8) }
    }

    func move(_ uid: UInt32, to folder: String) async throws(IMAPError) {
      let refused = state.withLock { state in
        if state.refusesMoves { return true }
        if state.messages.removeValue(forKey: uid) != nil { state.moved.append(uid) }
        return false
      }
      if refused { throw IMAPError(.refused) }
    }

    func delete(_ uid: UInt32) async throws(IMAPError) { try await move(uid, to: "") }

    func news(within seconds: Int) async throws(IMAPError) -> Bool? {
      state.withLock { state in
        guard !state.news.isEmpty else { return nil }
        let next = state.news.removeFirst()
        let change = state.onNews
        change?(&state)
        return next
      }
    }

    func close() async {}
  }

  /// A world with a mailbox on that server.
  private struct Scene {
    let world: TestWorld
    let server: Server
    let poller: MailboxPoller
    let slug: String

    func mailbox() async throws -> Mailbox {
      try #require(try await Mailboxes.find("box", in: world.pool))
    }

    func inputs() async throws -> Int {
      try await world.count("select count(*) from pipeline.raw_inputs")
    }

    func dueNow() async throws {
      try await world.pool.execute(
        SQL("", "update pipeline.mailboxes set next_poll_at = now()"), [])
    }
  }

  private func with(
    after: Mailbox.AfterStoring = .keep, toSlug: Bool = true,
    authentication: Mailbox.Authentication = .password, tokens: String? = nil,
    _ body: (Scene) async throws -> Void
  ) async throws {
    try await TestWorld.with { world in
      let address = try await InboundAddresses.create(
        project: world.project, as: world.actor, in: world.pool)
      let folder = FileManager.default.temporaryDirectory.appending(path: "box-\(UUID())")
      defer { try? FileManager.default.removeItem(at: folder) }
      let vault = try CredentialVault(
        settings: try Settings(environment: ["APP_SECRET": "a secret of the operator, long enough"])
      )
      let endpoint = IMAPEndpoint(
        host: "imap.example", port: 993, security: .tls, user: "u", password: "p")
      _ = try await Mailboxes.add(
        endpoint, authentication: authentication, name: "box", folder: "INBOX",
        recipient: toSlug ? address.slug : nil,
        afterStoring: after, as: world.actor, vault: vault, in: world.pool)
      let server = Server()
      let intake = MailIntake(
        pool: world.pool, store: FolderObjectStore(folder: folder.path))
      let poller = MailboxPoller(
        pool: world.pool, intake: intake, vault: vault, lease: .seconds(30),
        interval: .seconds(60), tokens: try tokens.flatMap(Self.service)
      ) { endpoint throws(IMAPError) in
        guard endpoint.password == "p" || endpoint.accessToken == "fresh" else {
          throw IMAPError(.login)
        }
        return server
      }
      try await body(
        Scene(world: world, server: server, poller: poller, slug: address.slug))
    }
  }

  private static func service(_ url: String) throws -> MailboxTokens.Service? {
    let settings = try Settings(environment: [
      "IMAP_OAUTH_TOKEN_URL": url, "IMAP_OAUTH_CLIENT_ID": "client", "IMAP_OAUTH_SCOPE": "a b",
    ])
    return MailboxTokens.Service(settings: settings, http: .trusted())
  }

  private func mail(_ number: Int, to: String = "x@in.example") -> String {
    "From: a@b.example\r\nTo: \(to)\r\nSubject: Job \(number)\r\n"
      + "Message-ID: <job-\(number)@b.example>\r\n\r\nText \(number)\r\n"
  }

  @Test("each message is stored once, whatever its flags, and the next look begins behind it")
  func inOrder() async throws {
    try await with { scene in
      scene.server.change { $0.messages = [3: mail(1), 9: mail(2)] }
      let first = try #require(try await scene.poller.poll())
      #expect(first.stored == 2 && first.failure == nil)
      #expect(try await scene.mailbox().lastUID == 9)
      #expect(try await scene.mailbox().uidValidity == 7)
      #expect(try await scene.poller.poll() == nil, "it is not due yet")
      scene.server.change { $0.messages[12] = mail(3) }
      try await scene.dueNow()
      #expect(try await scene.poller.poll()?.stored == 1)
      #expect(try await scene.inputs() == 3)
      #expect(scene.server.state.withLock { $0.opened } == [true, true])
      #expect(try await scene.world.count("select count(*) from pipeline.jobs") == 3)
    }
  }

  @Test("with a new UIDVALIDITY everything is read again and nothing becomes two tasks")
  func newValidity() async throws {
    try await with { scene in
      scene.server.change { $0.messages = [30: mail(1), 31: mail(2)] }
      _ = try await scene.poller.poll()
      scene.server.change { state in
        state.validity = 8
        state.messages = [1: mail(1), 2: mail(2), 3: mail(3)]
      }
      try await scene.dueNow()
      let again = try #require(try await scene.poller.poll())
      #expect(again.stored == 1 && again.duplicates == 2)
      #expect(try await scene.inputs() == 3)
      #expect(try await scene.mailbox().lastUID == 3)
      let stale = "select count(*) from pipeline.mailbox_messages where uid_validity = 7"
      #expect(try await scene.world.count(stale) == 0)
    }
  }

  @Test("messages move only once they are stored, and later where the server would not")
  func moving() async throws {
    try await with(after: .move("Done")) { scene in
      scene.server.change { state in
        state.messages = [1: mail(1), 2: mail(2)]
        state.refusesMoves = true
      }
      let first = try #require(try await scene.poller.poll())
      #expect(first.stored == 2 && first.uncleared == 2 && first.failure == nil)
      scene.server.change { $0.refusesMoves = false }
      try await scene.dueNow()
      _ = try await scene.poller.poll()
      #expect(scene.server.state.withLock { $0.moved } == [1, 2])
      #expect(scene.server.state.withLock { $0.opened } == [false, false])
      let open = "select count(*) from pipeline.mailbox_messages where not cleared"
      #expect(try await scene.world.count(open) == 0)
    }
  }

  @Test("a message that nobody takes stays where it is and holds up no other")
  func refused() async throws {
    try await with(after: .delete, toSlug: false) { scene in
      let mine = mail(2, to: "x@in.example, box+\(scene.slug)@in.example")
      scene.server.change { $0.messages = [1: mail(1), 2: "huge", 3: mine] }
      let report = try #require(try await scene.poller.poll())
      #expect(report.refused == 2 && report.stored == 1)
      #expect(scene.server.state.withLock { $0.messages.keys.sorted() } == [1, 2])
      let mailbox = try await scene.mailbox()
      #expect(mailbox.lastUID == 3 && mailbox.refusedCount == 2)
    }
  }

  @Test("a failure keeps what was stored, is told of, and makes the next look wait longer")
  func failure() async throws {
    try await with { scene in
      scene.server.change { state in
        state.messages = [1: mail(1), 2: mail(2)]
        state.failsAt = 2
      }
      let report = try #require(try await scene.poller.poll())
      #expect(report.stored == 1 && report.failure == "IMAP: connection")
      let mailbox = try await scene.mailbox()
      #expect(mailbox.lastUID == 1 && mailbox.failures == 1)
      #expect(mailbox.lastError == "IMAP: connection")
      scene.server.change { $0.failsAt = nil }
      try await scene.dueNow()
      #expect(try await scene.poller.poll()?.stored == 1)
      #expect(try await scene.mailbox().failures == 0)
    }
  }

  @Test(
    "access tokens come from a refresh token, are kept, and a new refresh token takes its place")
  func tokens() async throws {
    let endpoint = ScriptedServer { request, answerer in
      let form = String(decoding: request.body, as: UTF8.self)
      let fields = form.split(separator: "&").sorted().joined(separator: "&")
      let expected =
        "client_id=client&grant_type=refresh_token&refresh_token=p&scope=a%20b"
      return answerer.answer(
        fields == expected ? 200 : 400, "",
        Array(#"{"access_token":"fresh","expires_in":3600,"refresh_token":"q"}"#.utf8))
    }
    try await with(authentication: .refreshToken, tokens: endpoint.url("/token")) { scene in
      scene.server.change { $0.messages = [1: mail(1)] }
      #expect(try await scene.poller.poll()?.stored == 1)
      scene.server.change { $0.messages[2] = mail(2) }
      try await scene.dueNow()
      #expect(try await scene.poller.poll()?.stored == 1)
      #expect(endpoint.requests == 1)
      let vault = try CredentialVault(
        settings: try Settings(environment: ["APP_SECRET": "a secret of the operator, long enough"])
      )
      let secret = try await vault.secret(
        try await scene.mailbox().credential, workspace: scene.world.workspace,
        in: scene.world.pool)
      #expect(String(decoding: secret, as: UTF8.self) == "q")
    }
    // What the service no longer knows, or nobody has set up, is said so.
    try await with(authentication: .refreshToken) { scene in
      let report = try await scene.poller.poll()
      #expect(report?.failure == "token")
    }
    try await with(authentication: .accessToken) { scene in
      let report = try await scene.poller.poll()
      #expect(report?.failure == "IMAP: login")
    }
  }

  @Test("a server that tells of news is waited on, and what comes is read at once")
  func waiting() async throws {
    try await with { scene in
      let (one, two) = (mail(1), mail(2))
      scene.server.change { state in
        state.messages = [1: one]
        state.news = [true, true]
        state.onNews = { $0.messages[2] = two }
      }
      let report = try #require(try await scene.poller.poll(isWaiting: true))
      #expect(report.stored == 2 && report.isWatched)
      // It is due again at once; news that bring nothing leave it to the clock.
      let quiet = try #require(try await scene.poller.poll(isWaiting: true))
      #expect(quiet.stored == 0 && !quiet.isWatched)
      #expect(try await scene.poller.poll(isWaiting: true) == nil)
    }
  }

  @Test("a poller whose claim another one has taken over stores nothing any more")
  func fenced() async throws {
    try await with { scene in
      let pool = scene.world.pool
      scene.server.change { state in
        state.messages = [1: mail(1)]
        state.beforeFetch = {
          try await pool.execute(
            SQL("", "update pipeline.mailboxes set claim_token = gen_random_uuid()"), [])
        }
      }
      let report = try #require(try await scene.poller.poll())
      #expect(report.stored == 0 && report.failure == "claim_lost")
      #expect(try await scene.inputs() == 0)
      #expect(try await scene.mailbox().lastUID == 0)
      // The other one still has it.
      try await scene.dueNow()
      #expect(try await scene.poller.poll() == nil)
    }
  }

  @Test("a password that another secret sealed is said to be so")
  func otherSecret() async throws {
    try await with { scene in
      try await scene.world.pool.execute(
        SQL("", "update pipeline.credentials set key_id = 'other'"), [])
      #expect(try await scene.poller.poll()?.failure == "credential")
    }
  }
}
