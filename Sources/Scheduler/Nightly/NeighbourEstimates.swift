public import FoundationEssentials
public import Shared

/// Says how long tasks take that have no estimate, from the tasks most like them.
public protocol NeighbourEstimates: Sendable {
  /// The minutes of those tasks by their titles; one with too few neighbours is left out. Errors of
  /// the database are thrown.
  func minutes(of tasks: [(id: UUID, title: String)], as actor: Actor) async throws -> [UUID: Int]
}

extension PlanSnapshot {
  /// Asks for the tasks that have no estimate of their own; who gets no answer keeps what is known
  /// already.
  mutating func estimate(by estimates: any NeighbourEstimates) async throws {
    let open = tasks.filter { $0.estimateSource != .own }.prefix(PlanningLimits.estimatedTasks)
    guard !open.isEmpty else { return }
    let found = try await estimates.minutes(
      of: open.map { (id: $0.id, title: $0.title) }, as: actor)
    for index in tasks.indices where tasks[index].estimateSource != .own {
      guard let minutes = found[tasks[index].id] else { continue }
      tasks[index].minutes = max(15, minutes - tasks[index].spentMinutes)
      tasks[index].estimateSource = .neighbours
    }
  }
}
