/// The instances of one rule in order, as wall seconds, COUNT and UNTIL minded.
///
/// A period (year, month, week, day; for the clock's frequencies one hour, minute or second) is
/// computed as a whole: its days, times the times of day, with BYSETPOS choosing by index. So a
/// jump costs one period, and nothing is walked from the start except what COUNT makes us count.
struct RecurrenceIterator {
  /// The rule and its start.
  let plan: RecurrencePlan
  /// Steps of work that are left; below 0 the iterator has given up.
  var work: Int
  /// At most one instance is given in each stretch of so many seconds; 1 for all.
  private let spacing: Int
  private var calendar: RecurrencePeriods

  /// First days (or units) of the current period, in order, as wall seconds.
  private var bases: [Int] = []
  /// Indices that BYSETPOS chooses; unused where the rule has none.
  private var chosen: [Int] = []
  private var index = 0
  private var total = 0
  private var produced = 0
  private var notBefore = Int.min
  private var isFinished = false

  /// An iterator before the first instance, with so many steps of work to spend.
  init(_ plan: RecurrencePlan, work: Int, spacing: Int = 1) {
    self.plan = plan
    self.work = work
    self.spacing = plan.isAllDay ? max(spacing, 86_400) : spacing
    calendar = RecurrencePeriods(plan)
    if calendar.isNever || plan.hasImpossiblePositions { isFinished = true }
  }

  /// True where the work ran out before the rule did.
  var isCutShort: Bool { work < 0 }

  /// The next instance, nil after the last.
  mutating func next() -> Int? {
    while !isFinished {
      if notBefore > .min { skip() }
      while index < total {
        let wall = wallSeconds(at: index)
        index += 1
        guard accept(wall) else { break }
        guard plan.limit.contains(wall) else { continue }
        if spacing > 1, plan.frequency >= .hourly || plan.timesPerUnit > 1 {
          notBefore = wall - RecurrencePeriods.remainder(wall, spacing) + spacing
        }
        return wall
      }
      guard !isFinished else { return nil }
      advance()
    }
    return nil
  }

  /// Counts the instance; false where the rule has ended before it.
  private mutating func accept(_ wall: Int) -> Bool {
    work -= 1
    guard work >= 0, wall < RecurrencePlan.end, wall <= plan.limit.possible, produced < plan.count
    else {
      isFinished = true
      return false
    }
    produced += 1
    return true
  }

  /// Goes on with the first instance at or after a wall second; never back.
  mutating func skip(to wall: Int) {
    notBefore = max(notBefore, wall)
  }

  private func wallSeconds(at index: Int) -> Int {
    let position = plan.positions.isEmpty ? index : chosen[index]
    let times = plan.timesPerUnit
    if times == 1 { return bases[position] + plan.offset(0) }
    return bases[position / times] + plan.offset(position % times)
  }

  private mutating func advance() {
    guard calendar.next(into: &bases, work: &work) else {
      isFinished = true
      return
    }
    arrange()
  }

  /// Counts the period's instances, and lets BYSETPOS choose.
  private mutating func arrange() {
    index = 0
    total = bases.count * plan.timesPerUnit
    if !plan.positions.isEmpty { choose() }
    // Only the first period can begin before the series does.
    if total > 0, wallSeconds(at: 0) < plan.start { index = lowerBound(plan.start) }
  }

  private mutating func choose() {
    chosen.removeAll(keepingCapacity: true)
    for position in plan.positions {
      let index = position > 0 ? position - 1 : total + position
      if index >= 0, index < total { chosen.append(index) }
    }
    chosen.sort()
    var kept = 0
    for (number, index) in chosen.enumerated() where number == 0 || index != chosen[kept - 1] {
      chosen[kept] = index
      kept += 1
    }
    chosen.removeLast(chosen.count - kept)
    total = kept
  }

  /// Carries out a jump: over whole periods by arithmetic, inside a period by halving.
  private mutating func skip() {
    let target = notBefore
    notBefore = .min
    guard target > plan.start else { return }
    if plan.count == .max {
      if !isCurrent(target) {
        guard calendar.jump(to: target) else {
          isFinished = true
          return
        }
        total = 0
        index = 0
      }
      // Weeks reach over the year's edges, so the first period may still lie before the target.
      while !isFinished {
        index = max(index, lowerBound(target))
        guard index >= total else { return }
        advance()
      }
      return
    }
    countTo(target)
  }

  /// True where the current period already reaches to the wall second.
  private func isCurrent(_ target: Int) -> Bool {
    guard index < total else { return false }
    return wallSeconds(at: total - 1) >= target
  }

  /// The first index of the period at or after a wall second.
  private func lowerBound(_ target: Int) -> Int {
    var low = 0
    var high = total
    while low < high {
      let middle = (low + high) / 2
      if wallSeconds(at: middle) < target { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Passes and counts every instance before a wall second, since COUNT includes them.
  private mutating func countTo(_ target: Int) {
    while !isFinished {
      let reached = max(index, lowerBound(target))
      produced = min(plan.count, produced + (reached - index))
      index = reached
      guard reached >= total, produced < plan.count else {
        if produced >= plan.count { isFinished = true }
        return
      }
      if let perPeriod = constantCount {
        let periods = calendar.wholePeriods(before: target)
        let (skipped, overflow) = periods.multipliedReportingOverflow(by: perPeriod)
        guard !overflow, skipped < plan.count - produced else {
          isFinished = true
          return
        }
        produced += skipped
        calendar.pass(periods)
      } else if total > 0, let days = calendar.passDays(before: target, work: &work) {
        let (skipped, overflow) = days.multipliedReportingOverflow(
          by: calendar.periodsPerDay * total)
        guard !overflow, skipped < plan.count - produced else {
          isFinished = true
          return
        }
        produced += skipped
      }
      guard work >= 0 else {
        isFinished = true
        return
      }
      advance()
    }
  }

  /// Instances in every period, nil where they differ from one to the next.
  private var constantCount: Int? {
    switch plan.frequency {
    case .yearly, .monthly: nil
    case .weekly: plan.months == 0x1FFE && total > 0 ? total : nil
    case .daily: plan.takesEveryDay && total > 0 ? total : nil
    default: plan.takesEveryDay && plan.takesEveryUnit && total > 0 ? total : nil
    }
  }
}
