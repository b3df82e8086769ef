import Shared

/// Spreads steps back from a deadline over days with free time.
enum StepDates {
  /// Minutes of a step that has no estimate.
  private static let unknownMinutes = 30
  /// Free minutes below which a day does not count.
  private static let leastMinutes = 15

  /// The day by which each step should be done, in order and none after `last`; nil where the days
  /// have no room at all.
  ///
  /// Each step aims at its even share of the days and moves earlier where that day is full; where no
  /// earlier day has room, it stays where it aims: an honest plan may be tight.
  static func days(
    _ steps: [BreakdownStep], free: [CivilDate: Int], through last: CivilDate
  ) -> [CivilDate]? {
    let days = free.filter { $0.key <= last && $0.value >= leastMinutes }.keys.sorted()
    guard !days.isEmpty, !steps.isEmpty else { return nil }
    var left = days.map { free[$0] ?? 0 }
    var chosen = [Int](repeating: 0, count: steps.count)
    var latest = days.count - 1
    for index in steps.indices.reversed() {
      let even = (days.count * (index + 1) + steps.count - 1) / steps.count - 1
      let aim = min(latest, max(even, 0))
      let minutes = steps[index].minutes ?? unknownMinutes
      let place = stride(from: aim, through: 0, by: -1).first { left[$0] >= minutes } ?? aim
      left[place] -= minutes
      chosen[index] = place
      latest = place
    }
    return chosen.map { days[$0] }
  }
}
