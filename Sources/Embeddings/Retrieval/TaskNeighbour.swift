public import FoundationEssentials
public import Shared

/// A task that is like a text, as a person may see it.
public struct TaskNeighbour: Hashable, Sendable {
  /// The task.
  public var task: UUID
  /// Its title.
  public var title: String
  /// Its project; nil where it stands in the workspace itself.
  public var project: UUID?
  /// The project's name.
  public var projectName: String?
  /// Its status.
  public var status: String
  /// Its priority: 1 high to 3 low, 0 none.
  public var priority: Int
  /// Minutes that it was estimated to take.
  public var estimatedMinutes: Int?
  /// True where the person asking made it.
  public var isOwn: Bool
  /// The names of its tags, in order.
  public var tags: [String]
  /// When it was made.
  public var createdAt: Instant
  /// How many days ago that was.
  public var ageDays: Double
  /// How well it fits, age counted in; to be compared within one answer only.
  public var score: Double

  /// The neighbour for programs.
  public var json: JSONValue {
    .members([
      "id": .string(task.uuidString.lowercased()), "title": .string(title),
      "project_id": project.map { .string($0.uuidString.lowercased()) } ?? .null,
      "project": projectName.map { .string($0) } ?? .null, "status": .string(status),
      "priority": .int(Int64(priority)),
      "estimated_minutes": estimatedMinutes.map { .int(Int64($0)) } ?? .null,
      "tags": .array(tags.map { .string($0) }), "created_at": .string(createdAt.description),
      "age_days": .double((ageDays * 100).rounded() / 100),
      "score": .double((score * 1e6).rounded() / 1e6),
    ])
  }
}
