import Shared

/// The coming week as text for a terminal.
struct PlanText: Sendable {
  private let night: NightPlan
  private let words: PlanWords

  /// The text of that plan.
  init(_ night: NightPlan) {
    self.night = night
    words = PlanWords(grid: night.plan.grid)
  }

  /// Seven days from today on, then what is suggested later and what is to be said of the whole.
  ///
  /// Marks: `+` new, `>` moved here, `<` moved away, `=` stays, blank an event.
  func week() -> String {
    let grid = night.plan.grid
    let entries = PlanEntry.entries(of: night)
    var lines: [String] = []
    for day in grid.dates.indices {
      let slots = grid.dayStarts[day]..<grid.dayStarts[day + 1]
      let range = grid.range(of: slots)
      let today = entries.filter { $0.range.overlaps(range) }
      guard day < 7 || today.contains(where: { $0.kind != .event && $0.kind != .kept }) else {
        continue
      }
      let free = night.plan.windows.reduce(0) {
        $0 + max(0, min($1.upperBound, slots.upperBound) - max($1.lowerBound, slots.lowerBound))
      }
      let planned = today.filter { $0.kind != .event && $0.kind != .old }.reduce(0) {
        $0 + grid.slots(touching: $1.range.intersection(range)).count
      }
      lines.append(
        "\(words.day(grid.dates[day]))   planned \(words.length(planned)) of "
          + "\(words.length(free)) free")
      lines += today.map { "  " + line($0, zone: grid.zones[day]) }
      lines.append("")
    }
    let whole = PlanReasons(night).whole()
    if !whole.isEmpty { lines += ["To know:"] + whole.map { "  - \($0.text)" } + [""] }
    return lines.joined(separator: "\n")
  }

  private func line(_ entry: PlanEntry, zone: Zone) -> String {
    let mark =
      switch entry.kind {
      case .event: " "
      case .kept: "="
      case .new: "+"
      case .moved: ">"
      case .old: "<"
      }
    let from = entry.range.lower.map { words.clock(zone.local(at: $0).time) } ?? "     "
    let to = entry.range.upper.map { words.clock(zone.local(at: $0).time) } ?? "     "
    let reason = entry.kind == .old ? nil : entry.reason.map { "   (\($0.text))" }
    let title = String(entry.title.filter { !$0.isNewline }.prefix(60))
    return "\(mark) \(from)-\(to)  \(title)\(reason ?? "")"
  }
}
