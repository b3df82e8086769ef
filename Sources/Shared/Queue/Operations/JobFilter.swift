public import FoundationEssentials

/// Which jobs are meant.
public struct JobFilter: Sendable {
  /// In one of these states; empty for all that have not finished.
  public var states: Set<JobState> = []
  /// Of this kind.
  public var kind: String?
  /// In this queue.
  public var queue: String?
  /// Of this workspace.
  public var workspace: UUID?
  /// Whose last error has this code.
  public var errorCode: String?
  /// Numbered below this one: where the next page begins.
  public var before: JobID?
  /// At most so many.
  public var limit: Int

  /// Every unfinished job, newest first, at most so many.
  public init(limit: Int = 50) {
    self.limit = limit
  }
}
