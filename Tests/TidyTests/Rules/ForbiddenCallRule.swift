/// What ends the process, or switches a check of the compiler off, needs a very good reason.
enum ForbiddenCallRule: TidyRule {
  static let statement = "no try!, no fatalError outside main, no unexplained @unchecked"

  static func findings(in source: SourceText) -> [Finding] {
    guard source.isSwift else { return [] }
    var found = codeLines(
      of: source, matching: { $0.holds("try!") }, message: "try! ends the process; throw instead"
    )
    if source.name != "main.swift" {
      found += codeLines(
        of: source, matching: { $0.holds("fatalError(") },
        message: "fatalError ends the process; throw instead")
    }
    for switchedOff in ["@unchecked", "nonisolated(unsafe)", "unsafeBitCast("] {
      found += codeLines(
        of: source, matching: { $0.holds(switchedOff) },
        message: "\(switchedOff) needs '// reason: …' on its line or the one before"
      ).filter { !hasReason(source, line: $0.line) }
    }
    return found
  }
}
