import Shared

/// `fractal doctor`: what is wrong with the surroundings, and what to do about it.
enum DoctorCommand: Command {
  static let name = "doctor"
  static let summary = "check everything the program depends on and say what to do"
  static let help = """
    usage: fractal doctor [--json]

    Looks at the settings, the data directory, the database (version, rights, extensions, clock,
    migrations), the app's tables and each configured service. Changes nothing. Every finding
    that is not ok says what to do. Exit status 1 where something does not work, 0 otherwise.

      --json   one JSON object for programs

    examples:
      fractal doctor
      DATABASE_URL=postgresql://fractal@db/fractal fractal doctor --json
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"])
    let findings = await Doctor(context: try ProgramContext.load()).examine()
    if arguments.flag("json") {
      let isWell = !findings.contains { $0.verdict == .failed }
      print(
        JSONValue.members(["ok": .bool(isWell), "findings": .array(findings.map(\.json))])
          .serialized)
    } else {
      var table = TextTable("", "CHECK", "SEEN")
      for finding in findings {
        table.add(finding.verdict.rawValue, finding.check, finding.facts)
      }
      print(table.text)
      for finding in findings where !finding.advice.isEmpty {
        print("\n\(finding.check): \(finding.facts)\n  \(finding.advice)")
      }
    }
    return findings.contains { $0.verdict == .failed } ? 1 : 0
  }
}
