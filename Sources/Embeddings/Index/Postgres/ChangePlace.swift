public import FoundationEssentials

/// A place in the order of a workspace's changes; several tasks may share a number.
public struct ChangePlace: Hashable, Sendable {
  /// The number of the change.
  public let change: Int64
  /// The task within it.
  public let task: UUID

  /// The place of that task's change.
  public init(change: Int64, task: UUID) {
    self.change = change
    self.task = task
  }

  /// Before everything.
  public static let start = ChangePlace(after: 0)

  /// Behind every task of that number.
  public init(after change: Int64) {
    let last: UInt8 = 255
    self.init(
      change: change,
      task: UUID(
        uuid: (
          last, last, last, last, last, last, last, last, last, last, last, last, last, last, last,
          last
        )))
  }
}
