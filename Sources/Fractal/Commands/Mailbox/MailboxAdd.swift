import Ingest
import Shared

/// `fractal mailbox add`: a mailbox to be read from now on.
enum MailboxAdd: Command {
  static let name = "add"
  static let summary = "add a mailbox; its password or token is read from standard input"
  static let help = """
    usage: fractal mailbox add NAME --user EMAIL [--workspace SLUG] --server URL --login LOGIN
                               [--folder FOLDER] [--to ADDRESS] [--then ACTION] [--unchecked]
                               [--auth password|access-token|refresh-token] < SECRET

    The server is asked at once whether password and folder are right; then 'fractal run' or a
    'fractal worker' reads the mailbox every IMAP_POLL_SECONDS. Messages are never marked as seen.
    The secret is sealed under APP_SECRET.

      --server URL     imaps://HOST[:PORT] for TLS, imap://HOST[:PORT] for STARTTLS,
                       imap+plain://HOST[:PORT] for neither, on the same machine only
      --login LOGIN    the user at the server
      --folder FOLDER  the folder to read (default: INBOX)
      --to ADDRESS     where its mail goes, a local part of 'fractal address create'; without it
                       each message's X-Original-To, Delivered-To, Envelope-To, To or Cc says
      --then ACTION    what happens with a stored message: keep (default), delete, or move:FOLDER
      --auth KIND      what the secret is: the user's password (default), an OAuth access token
                       (XOAUTH2), or a refresh token, for which IMAP_OAUTH_TOKEN_URL and
                       IMAP_OAUTH_CLIENT_ID have to be set
      --unchecked      do not ask the server now

    example:
      fractal mailbox add tasks --user ada@example.org --server imaps://imap.example.org \\
        --login tasks@example.org --to k7qf3m2xz5t6abcd --then move:Done < password.txt
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["unchecked"],
      options: ["user", "workspace", "server", "login", "folder", "to", "then", "auth"],
      positionals: 1...1)
    let context = try ProgramContext.load()
    let vault = try CredentialVault(settings: context.settings)
    let authentication = try authentication(arguments.option("auth") ?? "password")
    var endpoint = try endpoint(arguments)
    let folder = arguments.option("folder") ?? "INBOX"
    let after = try afterStoring(arguments.option("then") ?? "keep")
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let recipient = arguments.option("to")
    if let recipient {
      guard let address = InboundRecipient(recipient),
        try await InboundRouting.route(address, in: pool) != nil
      else { throw UsageError("--to names no address that takes mail") }
    }
    if !arguments.flag("unchecked") {
      let shown = try await shown(&endpoint, authentication, context.settings)
      try await check(shown, folder, after)
    }
    let checked = endpoint
    try await pool.transaction { transaction in
      _ = try await Mailboxes.add(
        checked, authentication: authentication, name: arguments.positionals[0], folder: folder,
        recipient: recipient,
        afterStoring: after, as: actor, vault: vault, in: transaction)
    }
    return 0
  }

  /// The endpoint of the options, with the secret of standard input.
  private static func endpoint(_ arguments: Arguments) throws -> IMAPEndpoint {
    guard let server = arguments.option("server"), let login = arguments.option("login") else {
      throw UsageError("--server URL and --login LOGIN are needed")
    }
    let kinds: [(String, IMAPEndpoint.Security)] = [
      ("imaps://", .tls), ("imap+plain://", .none), ("imap://", .starttls),
    ]
    guard let (scheme, security) = kinds.first(where: { server.hasPrefix($0.0) }) else {
      throw UsageError("--server takes imaps://HOST, imap://HOST or imap+plain://HOST")
    }
    var place = String(server.dropFirst(scheme.count))
    if place.hasSuffix("/") { place.removeLast() }
    let hasPort = place.hasSuffix("]") ? false : place.split(separator: ":").count == 2
    let isNumeric = place.hasPrefix("[") && !place.hasSuffix("]")
    let text = hasPort || isNumeric ? place : "\(place):\(IMAPEndpoint.usualPort(security))"
    guard let address = SocketAddress(settingText: text), !address.host.contains("@"),
      !address.host.contains("/")
    else { throw UsageError("--server names no host") }
    if security == .none, !["127.0.0.1", "::1", "localhost"].contains(address.host) {
      throw UsageError("imap+plain:// is for a server on the same machine")
    }
    let input = try StandardInput.readAll(limit: 16_384)
    let password = String(decoding: input.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    guard !password.isEmpty else { throw UsageError("no secret in standard input") }
    return IMAPEndpoint(
      host: address.host, port: address.port, security: security, user: login,
      password: password)
  }

  private static func authentication(
    _ text: String
  ) throws(UsageError) -> Mailbox.Authentication {
    switch text {
    case "password": return .password
    case "access-token": return .accessToken
    case "refresh-token": return .refreshToken
    default: throw UsageError("--auth takes password, access-token or refresh-token")
    }
  }

  /// The endpoint as the server is to see it: a token in the password's place. Where the service gives
  /// another refresh token, `endpoint` has that one then.
  private static func shown(
    _ endpoint: inout IMAPEndpoint, _ authentication: Mailbox.Authentication, _ settings: Settings
  ) async throws -> IMAPEndpoint {
    var shown = endpoint
    switch authentication {
    case .password: return endpoint
    case .accessToken: shown.accessToken = endpoint.password
    case .refreshToken:
      guard let service = MailboxTokens.Service(settings: settings, http: .trusted()) else {
        throw UsageError("IMAP_OAUTH_TOKEN_URL and IMAP_OAUTH_CLIENT_ID are not set")
      }
      let tokens = try await service.accessToken(for: endpoint.password)
      shown.accessToken = tokens.accessToken
      if let next = tokens.refreshToken { endpoint.password = next }
    }
    shown.password = ""
    return shown
  }

  private static func afterStoring(
    _ text: String
  ) throws(UsageError) -> Mailbox.AfterStoring {
    switch text {
    case "keep": return .keep
    case "delete": return .delete
    default:
      guard text.hasPrefix("move:"), text.utf8.count > 5 else {
        throw UsageError("--then takes keep, delete or move:FOLDER")
      }
      return .move(String(text.dropFirst(5)))
    }
  }

  private static func check(
    _ endpoint: IMAPEndpoint, _ folder: String, _ after: Mailbox.AfterStoring
  ) async throws {
    let client = try await IMAPClient.connect(endpoint, messageLimit: MailLimits.messageBytes)
    do {
      _ = try await client.open(folder, isReadOnly: true)
      if case .move(let target) = after { _ = try await client.open(target, isReadOnly: true) }
      await client.close()
    } catch {
      await client.close()
      throw error
    }
  }
}
