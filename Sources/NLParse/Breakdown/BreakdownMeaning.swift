public import FoundationEssentials

/// Judges tasks and steps by meaning where there are vectors.
public protocol BreakdownMeaning: Sendable {
  /// How near those tasks of a workspace are to a title, -1 to 1; tasks without a vector are left
  /// out, and all are where there are none.
  func nearness(of tasks: [UUID], to title: String, in workspace: UUID) async -> [UUID: Double]

  /// What those titles mean; nothing of those that have no vector.
  func meanings(of titles: [String]) async -> StepMeanings
}
