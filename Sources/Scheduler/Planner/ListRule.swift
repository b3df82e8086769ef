/// An order in which tasks are given their cheapest place, one after the other.
enum ListRule: CaseIterable, Sendable {
  /// The weightiest first.
  case weight
  /// The earliest deadline first.
  case deadline
  /// The most weight for a slot of work first (Smith 1956).
  case density
  /// Hard deadlines first, the earliest leading, then by weight for a slot.
  case hardFirst
  /// What loses most when it stands late: weight and closeness of the soft deadline together,
  /// after the apparent tardiness cost rule (Vepsalainen and Morton 1987).
  case urgency

  /// The key by which a task takes its turn, the least first.
  func key(_ task: PlanningTask, now: Int, horizon: Int) -> Double {
    let deadline = min(task.hardDeadline ?? horizon, task.softDeadline ?? horizon)
    let density = Double(task.weight) / Double(task.estimate)
    switch self {
    case .weight: return -Double(task.weight) + Double(deadline) / Double(8 * horizon)
    case .deadline: return Double(deadline) - density
    case .density: return -density
    case .hardFirst:
      guard let hard = task.hardDeadline else { return Double(horizon) - density }
      return Double(hard - horizon) - density
    case .urgency:
      let slack = Double(max(0, deadline - now - task.estimate))
      return -density * (slack / -96).exponential
    }
  }
}

extension Double {
  /// e to this power, for arguments at or below zero; falls to zero as fast as it should where it
  /// matters: (1 + x/256)^256.
  fileprivate var exponential: Double {
    var value = max(0, 1 + self / 256)
    for _ in 0..<8 { value *= value }
    return value
  }
}
