public import FoundationEssentials

/// The answer to an input: the row that stands for it, whether it was there before or not.
public struct AcceptedInput: Sendable {
  /// The row; for a duplicate the one of the first.
  public var input: StoredInput
  /// True where this call stored it; only then is a job to be enqueued.
  public var isNew: Bool
  /// An earlier input with the same identity but other content, where there is one: the task gets a
  /// warning.
  public var sameIdentity: UUID?
}
