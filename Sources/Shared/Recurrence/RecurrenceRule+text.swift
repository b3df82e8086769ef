extension RecurrenceRule: CustomStringConvertible {
  /// The rule in canonical form: parts in a fixed order, lists sorted, defaults left out. Two rules
  /// that differ only in how they were written have the same text, which parses to the same rule.
  public var description: String {
    var text = "FREQ=\(frequency.code)"
    if interval != 1 { text += ";INTERVAL=\(interval)" }
    switch end {
    case .never: break
    case .count(let count): text += ";COUNT=\(count)"
    case .until(.date(let date)): text += ";UNTIL=\(BasicDateTime.text(date))"
    case .until(.local(let local)): text += ";UNTIL=\(BasicDateTime.text(local))"
    case .until(.utc(let utc)): text += ";UNTIL=\(BasicDateTime.text(utc))Z"
    }
    func list(_ part: RecurrencePart, _ numbers: [Int]) {
      guard !numbers.isEmpty else { return }
      text += ";\(part.rawValue)=" + numbers.map(String.init).joined(separator: ",")
    }
    list(.month, months)
    list(.weekNumber, weekNumbers)
    list(.yearDay, yearDays)
    list(.monthDay, monthDays)
    if !days.isEmpty {
      let items = days.map { ($0.ordinal.map(String.init) ?? "") + $0.weekday.code }
      text += ";BYDAY=" + items.joined(separator: ",")
    }
    list(.hour, hours)
    list(.minute, minutes)
    list(.second, seconds)
    list(.position, positions)
    if weekStartMatters, weekStart != .monday { text += ";WKST=\(weekStart.code)" }
    return text
  }

  /// WKST decides only which weeks an interval skips, how a week is counted by position, and how
  /// weeks are numbered.
  private var weekStartMatters: Bool {
    frequency == .weekly && (interval > 1 || !positions.isEmpty)
      || frequency == .yearly && !weekNumbers.isEmpty
  }
}
