import FoundationEssentials
import Shared

/// One task as it stands after a change: its point, or that it is gone.
public struct PointChange: Sendable {
  /// The point; without words and vector where the task is gone.
  public let point: IndexPoint
  /// True where the task is gone.
  public let isRemoved: Bool
  /// Where it stands in the order of changes.
  public let place: ChangePlace

  /// Reads a row of `index_changed_points`.
  init(_ row: PostgresRow, workspace: UUID) throws(PostgresError) {
    let task = try row.get("task_id", as: UUID.self)
    isRemoved = try row.get("is_removed", as: Bool.self)
    place = ChangePlace(change: try row.get("change", as: Int64.self), task: task)
    let words = TermVector(bytes: try row.get("words", as: [UInt8].self))
    point = IndexPoint(
      task: task, workspace: workspace, project: try row.get("project_id", as: UUID?.self),
      status: try row.get("status", as: String.self),
      createdAt: try row.get("task_created_at", as: Instant.self),
      contentHash: try row.get("content_hash", as: [UInt8].self),
      vector: try row.get("vector", as: FloatBlob?.self)?.values,
      words: words ?? TermVector(terms: []))
  }
}
