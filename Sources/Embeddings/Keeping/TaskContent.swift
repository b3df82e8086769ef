public import FoundationEssentials
public import Shared

/// A task as the search sees it: its text and what it is filtered by.
public struct TaskContent: Sendable {
  /// The task.
  public let task: UUID
  /// Its project.
  public let project: UUID?
  /// Its status.
  public let status: String
  /// When it was made.
  public let createdAt: Instant
  /// Its title.
  public let title: String
  /// The start of its description.
  public let description: String
  /// SHA-256 of both, as the database computes it.
  public let contentHash: [UInt8]

  /// The part of a statement that gives the hash of a row's text.
  static func hash(of row: String) -> String {
    """
    sha256(convert_to(coalesce(\(row).title, '') || E'\\n'
      || left(coalesce(\(row).description, ''), \(EmbeddingLimits.descriptionCharacters)), 'UTF8'))
    """
  }

  private static let readSQL = SQL(
    "search_read_tasks",
    """
    select t.id, t.project_id, coalesce(t.status, 'TODO') as status,
      coalesce(t.created_at, now()) as created_at, coalesce(t.title, '') as title,
      left(coalesce(t.description, ''), \(EmbeddingLimits.descriptionCharacters)) as description,
      \(hash(of: "t")) as content_hash
    from public.tasks t
    where t.id = any($1) and t.workspace_id = $2 and t.deleted_at is null
    """)

  /// The living tasks among those ids of one workspace.
  public static func read(
    _ tasks: [UUID], of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) -> [TaskContent] {
    var found: [TaskContent] = []
    for row in try await session.query(readSQL, [tasks, workspace]) {
      found.append(
        TaskContent(
          task: try row.get("id", as: UUID.self),
          project: try row.get("project_id", as: UUID?.self),
          status: try row.get("status", as: String.self),
          createdAt: try row.get("created_at", as: Instant.self),
          title: try row.get("title", as: String.self),
          description: try row.get("description", as: String.self),
          contentHash: try row.get("content_hash", as: [UInt8].self)))
    }
    return found
  }

  /// What the model reads: the title, and a little of the description, which would drown it.
  public var embedded: String {
    let rest = description.prefix(EmbeddingLimits.embeddedDescriptionCharacters)
    return rest.isEmpty ? title : title + "\n" + rest
  }

  /// The point without its vector.
  public func point(of workspace: UUID) -> IndexPoint {
    IndexPoint(
      task: task, workspace: workspace, project: project, status: status, createdAt: createdAt,
      contentHash: contentHash, vector: nil, words: TermVector(title + "\n" + description))
  }
}
