import FoundationEssentials
import Shared

/// The stored vectors of the model with which questions are asked.
enum ActiveVectors {
  private static let readSQL = SQL(
    "active_vectors",
    """
    select v.task_id, v.vector from pipeline.vectors v
    join pipeline.embedding_models m on m.model = v.model and m.state = 'active'
    where v.workspace_id = $1 and v.task_id = any($2) and v.vector is not null
    """)

  /// The vectors of those tasks of a workspace that have one.
  static func read(
    _ tasks: [UUID], in workspace: UUID, _ session: any PostgresSession
  ) async throws(PostgresError) -> [UUID: [Float]] {
    var found: [UUID: [Float]] = [:]
    for row in try await session.query(readSQL, [workspace, tasks]) {
      found[try row.get(0, as: UUID.self)] = try row.get(1, as: FloatBlob.self).values
    }
    return found
  }
}
