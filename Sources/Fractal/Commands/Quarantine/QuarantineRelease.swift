import Ingest

/// `fractal quarantine release`: a held mail becomes a task after all.
enum QuarantineRelease: Command {
  static let name = "release"
  static let summary = "let a held mail become a task"
  static let help = QuarantineDecision.help(name)

  static func run(_ words: [String]) async throws -> Int32 {
    try await QuarantineDecision(verb: name) { id, actor, session in
      try await MailQuarantine.release(id, as: actor, in: session)
    }.run(words)
  }
}
