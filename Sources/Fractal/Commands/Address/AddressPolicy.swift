import Shared

/// `fractal address policy`: what an address does with strangers, failed authentication and machines.
enum AddressPolicy: Command {
  static let name = "policy"
  static let summary = "show or change what an address does with which mail"
  static let help = """
    usage: fractal address policy SLUG [OPTION]...

    Prints the policy as it is afterwards, as one JSON object.

      --unknown accept|quarantine|reject  senders that are not on the list (accept)
      --failed accept|quarantine|reject   mail that failed DMARC (quarantine)
      --automatic accept|quarantine|drop  bounces and automatic answers (drop)
      --lists accept|quarantine|drop      mail of mailing lists (accept)
      --bulk accept|quarantine|drop       mass mail, notifications, mail without an envelope
                                          sender (accept)
      --allow ADDRESS|@DOMAIN             put a sender on the list; may be repeated
      --disallow ADDRESS|@DOMAIN          take a sender off the list; may be repeated
      --notify yes|no                     tell authenticated senders of failures (no)

    Exit status 1 where there is no such address.

    examples:
      fractal address policy k7qf3m2xz5t6abcd --unknown quarantine --allow @example.org
      fractal address policy k7qf3m2xz5t6abcd
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words,
      options: ["unknown", "failed", "automatic", "lists", "bulk", "allow", "disallow", "notify"],
      positionals: 1...1)
    let slug = arguments.positionals[0]
    let change = try changes(arguments)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let policy = try await pool.transaction { session in
      guard var policy = try await InboundPolicy.read(slug, in: session) else {
        return InboundPolicy?.none
      }
      change(&policy)
      _ = try await policy.write(slug, in: session)
      return try await InboundPolicy.read(slug, in: session)
    }
    guard let policy else {
      StandardError.write("fractal address policy: no such address takes mail\n")
      return 1
    }
    print(json(policy).serialized)
    return 0
  }

  private static func changes(
    _ arguments: Arguments
  ) throws(UsageError) -> @Sendable (inout InboundPolicy) -> Void {
    let unknown = try policy("unknown", [.accept, .quarantine, .reject], arguments)
    let failed = try policy("failed", [.accept, .quarantine, .reject], arguments)
    let automatic = try policy("automatic", [.accept, .quarantine, .drop], arguments)
    let lists = try policy("lists", [.accept, .quarantine, .drop], arguments)
    let bulk = try policy("bulk", [.accept, .quarantine, .drop], arguments)
    let notify = arguments.option("notify")
    guard notify == nil || notify == "yes" || notify == "no" else {
      throw UsageError("--notify takes yes or no")
    }
    let allowed = try senders("allow", arguments)
    let disallowed = Set(try senders("disallow", arguments))
    return { policy in
      policy.unknownSender = unknown ?? policy.unknownSender
      policy.failedAuthentication = failed ?? policy.failedAuthentication
      policy.automaticMail = automatic ?? policy.automaticMail
      policy.listMail = lists ?? policy.listMail
      policy.bulkMail = bulk ?? policy.bulkMail
      policy.notifiesFailures = notify.map { $0 == "yes" } ?? policy.notifiesFailures
      policy.allowedSenders = (policy.allowedSenders + allowed).filter {
        !disallowed.contains($0.lowercased())
      }
    }
  }

  private static func policy(
    _ option: String, _ allowed: [InboundRoute.Policy], _ arguments: Arguments
  ) throws(UsageError) -> InboundRoute.Policy? {
    guard let word = arguments.option(option) else { return nil }
    guard let policy = InboundRoute.Policy(rawValue: word), allowed.contains(policy) else {
      let words = allowed.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--\(option) takes one of \(words)")
    }
    return policy
  }

  private static func senders(
    _ option: String, _ arguments: Arguments
  ) throws(UsageError) -> [String] {
    var senders: [String] = []
    for word in arguments.options(option) {
      let isDomain = word.hasPrefix("@") && SMTPClient.isAddress("x" + word)
      guard isDomain || SMTPClient.isAddress(word) else {
        throw UsageError("--\(option) takes an address or @domain")
      }
      senders.append(word.lowercased())
    }
    return senders
  }

  private static func json(_ policy: InboundPolicy) -> JSONValue {
    .members([
      "unknown": .string(policy.unknownSender.rawValue),
      "failed": .string(policy.failedAuthentication.rawValue),
      "automatic": .string(policy.automaticMail.rawValue),
      "lists": .string(policy.listMail.rawValue),
      "bulk": .string(policy.bulkMail.rawValue),
      "allowed": .array(policy.allowedSenders.map { .string($0) }),
      "notify": .bool(policy.notifiesFailures),
    ])
  }
}
