import Shared

/// What one check of `fractal doctor` found.
struct DoctorFinding: Equatable, Sendable {
  /// How bad it is.
  enum Verdict: String, Sendable {
    case ok
    case warning
    case failed
  }

  /// What was looked at, such as `database.version`.
  let check: String
  /// How bad it is.
  let verdict: Verdict
  /// What was seen, without secrets.
  let facts: String
  /// What to do about it; empty where all is well.
  let advice: String

  /// All is well.
  static func ok(_ check: String, _ facts: String) -> Self {
    Self(check: check, verdict: .ok, facts: facts, advice: "")
  }

  /// It works, but somebody should look.
  static func warning(_ check: String, _ facts: String, _ advice: String) -> Self {
    Self(check: check, verdict: .warning, facts: facts, advice: advice)
  }

  /// It does not work.
  static func failed(_ check: String, _ facts: String, _ advice: String) -> Self {
    Self(check: check, verdict: .failed, facts: facts, advice: advice)
  }

  /// The finding for programs.
  var json: JSONValue {
    .members([
      "check": .string(check), "verdict": .string(verdict.rawValue), "facts": .string(facts),
      "advice": advice.isEmpty ? nil : .string(advice),
    ])
  }
}
