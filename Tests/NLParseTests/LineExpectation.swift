import NLParse
import Shared

/// One line of `fixtures/lines`: a typed line, a tab, and what is to be understood of it, parts
/// joined by `; `: `-` no date, a date, a time, `a..b`, `R:` a rule, `D:` minutes,
/// `any=` another reading that is offered, `name=value`.
struct LineExpectation: CustomStringConvertible, Sendable {
  /// The line.
  let text: String
  /// The parts of the expectation.
  let parts: [String]
  /// The text, for the test's name.
  var description: String { text }

  /// The friday on which all lines are typed.
  static let now = CivilDateTime("2026-11-20T09:00:00")!

  /// What is different from the expectation; empty where it holds.
  func faults(_ reading: LineReading) -> [String] {
    var faults: [String] = []
    var saysDue = false
    for part in parts {
      if part == "-" {
        saysDue = true
        if let due = due(reading) { faults.append("dated \(due)") }
      } else if part.hasPrefix("R:") {
        saysDue = true
        let rule = reading.repetition?.timedRule ?? "none"
        if rule != part.dropFirst(2) { faults.append("rule \(rule)") }
      } else if part.hasPrefix("D:") {
        let minutes = reading.durationSeconds.map { $0 / 60 } ?? -1
        if String(minutes) != part.dropFirst(2) { faults.append("minutes \(minutes)") }
      } else if part == "hard" {
        if !reading.isHardDeadline { faults.append("not hard") }
      } else if let equals = part.firstIndex(of: "="), !part.hasPrefix("2") {
        if part.hasPrefix("any=") {
          if !others(reading).contains(String(part.dropFirst(4))) {
            faults.append("alternatives \(others(reading))")
          }
          continue
        }
        let got = field(part[..<equals], reading)
        if got != part[part.index(after: equals)...] { faults.append("\(part[..<equals]) \(got)") }
      } else {
        saysDue = true
        let got = due(reading) ?? "none"
        if got != part { faults.append("due \(got)") }
      }
    }
    if !saysDue, !parts.contains(where: { $0.hasPrefix("start=") }), let due = due(reading) {
      faults.append("dated \(due)")
    }
    return faults
  }

  /// The other readings, as days, or as times where they have one.
  private func others(_ reading: LineReading) -> [String] {
    reading.alternatives.compactMap(\.moment).map {
      $0.hasTime ? String($0.start.description.prefix(16)) : $0.start.date.description
    }
  }

  private func due(_ reading: LineReading) -> String? {
    if let repetition = reading.repetition { return "R:" + repetition.timedRule }
    guard let moment = reading.due else { return nil }
    if parts.contains(where: { $0.contains("..") }), let end = moment.end {
      return "\(moment.start.date)..\(end.date)"
    }
    let value = moment.due
    return moment.hasTime
      ? String(value.description.prefix(16)) : value.date.description
  }

  private func field(_ name: Substring, _ reading: LineReading) -> String {
    switch name {
    case "title": reading.title
    case "p": reading.priority.map(String.init) ?? "none"
    case "project": reading.project.joined(separator: "/")
    case "tags": reading.tags.joined(separator: ",")
    case "to": reading.assignees.joined(separator: ",")
    case "after": reading.dependencies.joined(separator: ",")
    case "sub": reading.subtasks.joined(separator: "|")
    case "url": reading.urls.joined(separator: ",")
    case "remind":
      reading.reminders.map { if case .before(let minutes) = $0 { "\(minutes)" } else { "at" } }
        .joined(separator: ",")
    case "timed": reading.repetition?.hasTime == true ? "yes" : "no"
    case "floating": reading.isFloating ? "yes" : "no"
    case "start": reading.notBefore?.start.date.description ?? "none"
    case "soft": reading.softDeadline?.due.date.description ?? "none"
    default: "?"
    }
  }
}
