import FoundationEssentials
public import Shared

/// The door for mail: stores the raw message once, enqueues its job, and only then says yes.
public struct MailIntake: Sendable {
  /// Writes what commits with an input.
  public typealias Alongside = @Sendable (any PostgresSession) async throws -> Void

  private let pool: PostgresPool
  private let store: any ObjectStore
  private let trustedServers: Set<String>
  private let limits: MailRateLimits

  /// A door that writes to that database and that store, believes the Authentication-Results of
  /// those servers, and takes no more than the limits allow.
  public init(
    pool: PostgresPool, store: any ObjectStore, trustedServers: [String] = [],
    limits: MailRateLimits = MailRateLimits()
  ) {
    self.pool = pool
    self.store = store
    self.limits = limits
    self.trustedServers = Set(trustedServers.map { $0.lowercased() })
  }

  /// Takes a message for an address, or says why not.
  ///
  /// When it returns ``MailIntakeOutcome/accepted(input:job:)``, bytes, row and job are durable.
  /// Throws where database or store fail: the sender keeps the message and tries again. What is to
  /// commit with the input, or not at all, is written by `alongside`, also for a duplicate.
  public func accept(
    _ message: [UInt8], _ envelope: MailEnvelope, alongside: Alongside? = nil
  ) async throws -> MailIntakeOutcome {
    guard message.count <= MailLimits.messageBytes else {
      return .tooLarge(limit: MailLimits.messageBytes)
    }
    guard message.contains(where: { $0 > 0x20 }) else { return .empty }
    guard let recipient = InboundRecipient(envelope.recipient),
      let route = try await InboundRouting.route(recipient, in: pool)
    else { return .unknownAddress }
    if let refusal = try await refusal(of: route) { return .notAllowed(refusal) }
    let mail = MailParser.parse(message)
    let admission = MailAdmission.decide(
      mail, envelopeSender: envelope.sender, route: route,
      ownerAddress: try await ownerAddress(of: route), trusted: trustedServers,
      findings: envelope.findings, suspicion: envelope.suspicion)
    let notify = MailNotice.recipient(
      admission, mail, envelopeSender: envelope.sender, route: route)
    if admission.disposition == .reject {
      try await tell(notify, .refused, of: mail, envelope, route)
      return .notAllowed("the address does not take this mail")
    }
    let sender = envelope.sender ?? mail.addresses(.from).first?.address ?? ""
    if let wait = try await limits.take(route, from: sender, in: pool) {
      return .tooMany(retryAfter: wait)
    }
    let key = ObjectKey(.raw, of: message, workspace: route.actor.workspace)
    try await store.put(message, at: key)
    var input = input(mail, envelope, recipient: recipient, route: route, key: key)
    input.details["automation"] = admission.automation.map { .string($0.rawValue) }
    input.details["proven"] = admission.proven.map { .string($0) }
    var arguments = MailJobArguments(input: UUID(), project: route.project, sameIdentity: nil)
    arguments.task = route.task
    arguments.disposition = admission.disposition
    arguments.reason = admission.reason
    arguments.sender = admission.sender
    arguments.proven = admission.proven
    arguments.notify = notify
    input.details["job"] = arguments.decision
    let decided = arguments
    return try await pool.transaction { transaction in
      try await ObjectLock.hold([key], in: transaction)
      try await alongside?(transaction)
      let accepted = try await RawInputs.accept(input, in: transaction)
      guard accepted.isNew else {
        return .duplicate(
          input: accepted.input.id, job: accepted.input.job.map(JobID.init(rawValue:)))
      }
      var arguments = decided
      arguments.input = accepted.input.id
      arguments.sameIdentity = accepted.sameIdentity
      let request = JobRequest(
        MailToTask.kind, args: arguments.json, workspace: route.actor.workspace,
        trace: envelope.trace)
      let job = try await JobQueue.enqueue(request, in: transaction)
      try await RawInputs.setJob(job.rawValue, of: accepted.input.id, in: transaction)
      return .accepted(input: accepted.input.id, job: job)
    }
  }

  /// Tells a sender who gets no answer from the way in itself, as SMTP servers give one.
  private func tell(
    _ recipient: String?, _ reason: MailNotice.Reason, of mail: ParsedMail,
    _ envelope: MailEnvelope, _ route: InboundRoute
  ) async throws {
    guard recipient != nil, !["mail_pipe", "mail_http"].contains(envelope.source) else { return }
    try await pool.transaction { transaction in
      try await MailNotice.enqueue(
        reason, to: recipient, answering: mail.messageID(), workspace: route.actor.workspace,
        in: transaction)
    }
  }

  private static let ownerSQL = SQL(
    "mail_owner_address", "select email from public.users where id = $1")

  /// The e-mail address of the user for whom the address acts.
  private func ownerAddress(of route: InboundRoute) async throws -> String? {
    try await pool.queryRow(Self.ownerSQL, [route.actor.user])?.get("email", as: String?.self)
  }

  /// Why the address's user may not write where it leads; nil where he may.
  private func refusal(of route: InboundRoute) async throws -> String? {
    do {
      try await Permissions.require(
        .edit, of: route.project.map { [$0] } ?? [], as: route.actor, in: pool)
      return nil
    } catch let error as TaskError {
      return error.detail
    }
  }

  private func input(
    _ mail: ParsedMail, _ envelope: MailEnvelope, recipient: InboundRecipient,
    route: InboundRoute, key: ObjectKey
  ) -> RawInput {
    let identity = MailIdentity(mail, recipient: recipient)
    return RawInput(
      actor: route.actor, source: envelope.source, dedupeKey: identity.key,
      identityKey: identity.messageID.map { DedupeKey.make("mail", [recipient.address, $0]) },
      objectKey: key.description, byteCount: Int64(mail.raw.count), address: route.address,
      recipient: recipient.address, details: envelope.details)
  }
}
