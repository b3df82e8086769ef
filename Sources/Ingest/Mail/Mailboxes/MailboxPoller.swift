public import FoundationEssentials
public import Shared

/// Reads mailboxes: every message above the last UID goes through the door for mail, and how far a
/// mailbox was read moves in the very transaction that stores the message.
///
/// Flags of the server decide nothing. Where the server gives its UIDs a new meaning everything is
/// read again, and the inputs' own keys know what came before. Messages are moved or deleted only
/// after they are stored; what could not be is tried again at the next look.
public struct MailboxPoller: Sendable {
  /// Opens a mailbox on its server.
  public typealias Connect =
    @Sendable (IMAPEndpoint) async throws(IMAPError) -> any MailboxSource

  private let pool: PostgresPool
  private let intake: MailIntake
  private let vault: CredentialVault
  private let lease: Duration
  private let interval: Duration
  private let tokens: MailboxTokens
  private let connect: Connect

  /// A poller of that database's mailboxes into that door.
  ///
  /// A claim lasts `lease` after its poller's last sign of life; `interval` lies between two looks.
  /// `tokens` gives out access tokens for mailboxes that have a refresh token.
  public init(
    pool: PostgresPool, intake: MailIntake, vault: CredentialVault, lease: Duration,
    interval: Duration, tokens: MailboxTokens.Service? = nil,
    connect: @escaping Connect = { endpoint throws(IMAPError) in
      try await IMAPClient.connect(endpoint, messageLimit: MailLimits.messageBytes)
    }
  ) {
    self.pool = pool
    self.intake = intake
    self.vault = vault
    self.lease = lease
    self.interval = interval
    self.tokens = MailboxTokens(vault: vault, pool: pool, service: tokens)
    self.connect = connect
  }

  /// Reads the mailbox of that id now, or the one that is due for longest; nil where there is none
  /// or another poller reads it.
  ///
  /// With `isWaiting` a mailbox whose server can tell of news is held open until it does, and its
  /// news are read; not where that would keep a reader from other mailboxes.
  /// - Throws: `PostgresError`; what went wrong with the mailbox stands in the report.
  public func poll(_ id: UUID? = nil, isWaiting: Bool = false) async throws -> MailboxReport? {
    guard let claim = try await MailboxClaims.claim(id, lease: lease, in: pool) else { return nil }
    let report = await read(claim, isWaiting)
    // The claim is given back also when a stop has cancelled this task.
    let release = Task { try await self.release(claim, report) }
    try await release.value
    return report
  }

  private func release(_ claim: MailboxClaim, _ report: MailboxReport) async throws {
    var pause = report.hasMore || report.isWatched ? Duration.zero : interval
    if report.failure != nil {
      var backoff = Backoff(first: interval, limit: .seconds(MailboxLimits.backoffSeconds))
      for _ in 0...min(claim.mailbox.failures, 16) { pause = backoff.next() }
    }
    try await MailboxClaims.release(claim, next: pause, failure: report.failure, in: pool)
  }

  /// Reads while another task keeps the claim alive.
  private func read(_ claim: MailboxClaim, _ isWaiting: Bool) async -> MailboxReport {
    await withTaskGroup(of: MailboxReport?.self) { group in
      group.addTask { await readWhole(claim, isWaiting) }
      group.addTask {
        await keepAlive(claim)
        return nil
      }
      var report: MailboxReport?
      while let next = await group.next() {
        report = next ?? report
        // Either the reading is done or the claim is gone: the other one ends.
        group.cancelAll()
      }
      return report ?? MailboxReport(name: claim.mailbox.name)
    }
  }

  private func keepAlive(_ claim: MailboxClaim) async {
    while !Task.isCancelled {
      do {
        try await Task.sleep(for: lease / 3)
        guard try await MailboxClaims.renew(claim, lease: lease, in: pool) else { return }
      } catch {
        if error is CancellationError { return }
        // The database is away for the moment; the claim may outlast that.
      }
    }
  }

  private func readWhole(_ claim: MailboxClaim, _ isWaiting: Bool) async -> MailboxReport {
    var report = MailboxReport(name: claim.mailbox.name)
    do {
      let source = try await connect(try await endpoint(of: claim.mailbox))
      do {
        try await read(source, claim, isWaiting, &report)
        await source.close()
      } catch {
        await source.close()
        throw error
      }
    } catch {
      if (error as? IMAPError)?.code == .login { await tokens.forget(claim.mailbox) }
      report.failure = Self.code(of: error)
    }
    return report
  }

  private func endpoint(of mailbox: Mailbox) async throws -> IMAPEndpoint {
    let secret: String
    do {
      let bytes = try await vault.secret(
        mailbox.credential, workspace: mailbox.actor.workspace, in: pool)
      secret = String(decoding: bytes, as: UTF8.self)
    } catch is CredentialError {
      throw MailboxError.credential
    }
    var endpoint = IMAPEndpoint(
      host: mailbox.host, port: mailbox.port, security: mailbox.security, user: mailbox.login,
      password: "")
    switch mailbox.authentication {
    case .password: endpoint.password = secret
    case .accessToken: endpoint.accessToken = secret
    case .refreshToken:
      endpoint.accessToken = try await tokens.token(for: mailbox, refreshToken: secret)
    }
    return endpoint
  }

  private func read(
    _ source: any MailboxSource, _ claim: MailboxClaim, _ isWaiting: Bool,
    _ report: inout MailboxReport
  ) async throws {
    let mailbox = claim.mailbox
    let folder = try await source.open(
      mailbox.folder, isReadOnly: mailbox.afterStoring == .keep)
    let validity = folder.uidValidity
    if mailbox.uidValidity != validity {
      try await MailboxClaims.forget(besides: validity, claim, in: pool)
    }
    for uid in try await MailboxClaims.uncleared(validity: validity, claim, in: pool) {
      try await clear(uid, validity, source, claim, &report)
    }
    var last = mailbox.uidValidity == validity ? mailbox.lastUID : 0
    try await takeAll(after: &last, validity, source, claim, &report)
    guard isWaiting, !report.hasMore, claim.mailboxes <= MailboxLimits.atOnce else { return }
    let quiet = SteadyTime.now.advanced(by: .seconds(MailboxLimits.quietSeconds))
    let hasNews: Bool?
    do throws(IMAPError) {
      hasNews = try await source.news(within: IMAPLimits.idleSeconds)
    } catch {
      // Silent connections are cut by what lies between; that is no failure.
      guard error.code == .connection, quiet.remainingNanoseconds == 0 else { throw error }
      report.isWatched = true
      return
    }
    guard let hasNews else { return }
    if hasNews { try await takeAll(after: &last, validity, source, claim, &report) }
    // A server that always has news of nothing is looked into no more often than others.
    report.isWatched = report.count > 0 || quiet.remainingNanoseconds == 0
  }

  /// Takes the messages above a UID, as many as fit into one look.
  private func takeAll(
    after last: inout UInt32, _ validity: UInt32, _ source: any MailboxSource,
    _ claim: MailboxClaim, _ report: inout MailboxReport
  ) async throws {
    let waiting = try await source.messages(after: last)
    for uid in waiting.prefix(MailboxLimits.messagesAtOnce) {
      try Task.checkCancellation()
      try await take(uid, validity, source, claim, &report)
      last = uid
    }
    report.hasMore = waiting.count > MailboxLimits.messagesAtOnce
  }

  private func take(
    _ uid: UInt32, _ validity: UInt32, _ source: any MailboxSource, _ claim: MailboxClaim,
    _ report: inout MailboxReport
  ) async throws {
    // What has vanished since the search is read as far as it can be.
    guard let size = try await source.size(of: uid) else { return }
    guard size <= MailLimits.messageBytes else {
      return try await refuse(uid, validity, "too_large", claim, &report)
    }
    guard let message = try await source.message(uid) else { return }
    let staysPut = claim.mailbox.afterStoring == .keep
    guard let envelope = try await envelope(of: message, claim.mailbox) else {
      return try await refuse(uid, validity, "unknown_address", claim, &report)
    }
    let outcome = try await intake.accept(message, envelope) { session in
      try await MailboxClaims.record(
        uid, validity: validity, refusal: nil, isCleared: staysPut, claim, in: session)
    }
    switch outcome {
    case .accepted: report.stored += 1
    case .duplicate: report.duplicates += 1
    case .unknownAddress:
      return try await refuse(uid, validity, "unknown_address", claim, &report)
    case .notAllowed: return try await refuse(uid, validity, "not_allowed", claim, &report)
    case .tooLarge: return try await refuse(uid, validity, "too_large", claim, &report)
    case .tooMany: throw MailboxError.tooMany
    case .empty: return try await refuse(uid, validity, "empty", claim, &report)
    }
    if !staysPut { try await clear(uid, validity, source, claim, &report) }
  }

  /// Records that a message becomes nothing; it stays on the server.
  private func refuse(
    _ uid: UInt32, _ validity: UInt32, _ reason: String, _ claim: MailboxClaim,
    _ report: inout MailboxReport
  ) async throws {
    report.refused += 1
    try await pool.transaction { transaction in
      try await MailboxClaims.record(
        uid, validity: validity, refusal: reason, isCleared: true, claim, in: transaction)
    }
  }

  /// Moves or deletes a stored message; a refusal of the server is for the next look.
  private func clear(
    _ uid: UInt32, _ validity: UInt32, _ source: any MailboxSource, _ claim: MailboxClaim,
    _ report: inout MailboxReport
  ) async throws {
    do throws(IMAPError) {
      switch claim.mailbox.afterStoring {
      case .keep: break
      case .move(let folder): try await source.move(uid, to: folder)
      case .delete: try await source.delete(uid)
      }
    } catch {
      guard error.code == .refused else { throw error }
      report.uncleared += 1
      return
    }
    try await MailboxClaims.clear(uid, validity: validity, claim, in: pool)
  }

  /// Where a message goes, and from whom it came by its own fields.
  private func envelope(
    of message: [UInt8], _ mailbox: Mailbox
  ) async throws -> MailEnvelope? {
    let mail = MailParser.parse(message)
    guard let recipient = try await recipient(of: mail, mailbox) else { return nil }
    let path = mail.values(named: "return-path", limit: 1).first
    return MailEnvelope(
      recipient: recipient, source: "mail_imap",
      sender: path.map { $0.filter { $0 != "<" && $0 != ">" && $0 != " " } })
  }

  private func recipient(of mail: ParsedMail, _ mailbox: Mailbox) async throws -> String? {
    if let recipient = mailbox.recipient { return recipient }
    // Who knows an address may write to it, so any field that names one will do.
    var candidates: [String] = []
    for name in ["x-original-to", "delivered-to", "envelope-to", "x-envelope-to"] {
      candidates += mail.values(named: name, limit: 5)
    }
    candidates += (mail.addresses(.to) + mail.addresses(.cc)).compactMap(\.address)
    for candidate in candidates.prefix(MailboxLimits.candidates) {
      if let recipient = InboundRecipient(candidate),
        try await InboundRouting.route(recipient, in: pool) != nil
      {
        return candidate
      }
    }
    return nil
  }

  private static func code(of error: any Error) -> String {
    switch error {
    case let error as IMAPError: error.description
    case let error as MailboxError: error.description
    case is CancellationError: "cancelled"
    case is PostgresError: "database"
    case is ObjectStoreError: "object_store"
    default: "failed"
    }
  }
}
