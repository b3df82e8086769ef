public import FoundationEssentials
public import Shared

/// An earlier task that looks like another.
public struct SimilarTask: Hashable, Sendable {
  /// The earlier task.
  public let task: UUID
  /// Its title.
  public let title: String
  /// Its project; nil where it stands in the workspace itself.
  public let project: UUID?
  /// When it was made.
  public let createdAt: Instant
  /// The cosine of the two, at most 1.
  public let similarity: Double

  /// What a person is told.
  public var warning: String {
    "looks like “\(title)”, made on \(createdAt.description.prefix(10))"
  }
}
