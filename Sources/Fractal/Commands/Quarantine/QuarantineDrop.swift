import Ingest

/// `fractal quarantine drop`: a held mail becomes nothing.
enum QuarantineDrop: Command {
  static let name = "drop"
  static let summary = "drop a held mail; its raw message is kept for a while"
  static let help = QuarantineDecision.help(name)

  static func run(_ words: [String]) async throws -> Int32 {
    try await QuarantineDecision(verb: name) { id, actor, session in
      try await MailQuarantine.drop(id, as: actor, in: session)
    }.run(words)
  }
}
