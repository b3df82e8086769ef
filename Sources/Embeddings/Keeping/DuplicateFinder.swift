import FoundationEssentials
import Shared

/// Finds open tasks that a new one repeats.
///
/// Only tasks of the same project count, so that nobody learns of what they may not see, and of
/// one series only the pattern repeats itself on purpose.
public struct DuplicateFinder: Sendable {
  /// The cosine from which two tasks count as the same.
  public static let threshold = 0.9

  /// Statuses of tasks that are still to be done.
  static let openStatuses: Set<String> = ["TODO", "IN_PROGRESS"]

  /// A finder with the usual threshold.
  public init() {}

  private static let readSQL = SQL(
    "search_open_tasks",
    """
    select t.id, t.title, coalesce(t.created_at, now()) as created_at
    from public.tasks t
    where t.id = any($1) and t.workspace_id = $2 and t.deleted_at is null
      and coalesce(t.status, 'TODO') in ('TODO', 'IN_PROGRESS')
      and t.project_id is not distinct from $3
      and not exists (select from pipeline.task_facts a, pipeline.task_facts b
        where a.task_id = t.id and b.task_id = $4 and a.series_id = b.series_id)
    """)

  /// The open tasks of a project (nil: of the workspace itself) that a vector repeats, nearest
  /// first. `task` is the new one itself, where it exists already.
  static func similar(
    to vector: [Float], task: UUID?, project: UUID?, workspace: UUID, model: EmbeddingModel,
    parts: SearchParts
  ) async throws -> [SimilarTask] {
    let filter = IndexFilter(
      projects: .init(project.map { [$0] } ?? [], includesNone: project == nil),
      statuses: openStatuses, excluded: task.map { [$0] } ?? [])
    let hits = try await parts.hits(
      IndexQuery(workspace: workspace, ranking: .dense(vector), filter: filter, limit: 5),
      model: model
    ).filter { $0.score >= threshold }
    guard !hits.isEmpty else { return [] }
    var rows: [UUID: (title: String, createdAt: Instant)] = [:]
    for row in try await parts.pool.query(
      readSQL, [hits.map(\.task), workspace, project, task ?? UUID()])
    {
      rows[try row.get("id", as: UUID.self)] = (
        try row.get("title", as: String.self), try row.get("created_at", as: Instant.self)
      )
    }
    return hits.compactMap { hit in
      rows[hit.task].map {
        SimilarTask(
          task: hit.task, title: $0.title, project: project, createdAt: $0.createdAt,
          similarity: min(1, hit.score))
      }
    }
  }

  /// The nearest earlier task of each of the new ones, where there is one.
  func find(
    _ new: Set<UUID>, in batch: PointBatch, parts: SearchParts
  ) async throws -> [UUID: SimilarTask] {
    guard !new.isEmpty, let model = try await ModelRegistry.active(in: parts.pool) else {
      return [:]
    }
    let vectors = Dictionary(
      batch.vectors.filter { $0.model == model.id }.map { ($0.task, $0.embedding.vector) },
      uniquingKeysWith: { $1 })
    var found: [UUID: SimilarTask] = [:]
    for point in batch.points where new.contains(point.task) {
      guard let vector = vectors[point.task] ?? nil else { continue }
      found[point.task] = try await Self.similar(
        to: vector, task: point.task, project: point.project, workspace: batch.workspace,
        model: model, parts: parts
      ).first { !new.contains($0.task) }
    }
    return found
  }

  private static let recordSQL = SQL(
    "search_record_duplicate",
    """
    insert into pipeline.provenance (task_id, workspace_id, field, value, kind, reference,
      confidence)
    select $1, $2, 'duplicate_of', left($3, 1000), 'neighbour', $4, $5::real
    where not exists (select from pipeline.provenance
      where task_id = $1 and workspace_id = $2 and field = 'duplicate_of')
    """)

  /// Keeps what was found with the new tasks, where a person sees it.
  static func record(
    _ similar: [UUID: SimilarTask], of workspace: UUID, in session: any PostgresSession
  ) async throws(PostgresError) {
    for (task, earlier) in similar {
      let reference = JSONValue.members([
        "task": .string(earlier.task.uuidString.lowercased()),
        "made_on": .string(String(earlier.createdAt.description.prefix(10))),
        "warning": .string(earlier.warning),
      ])
      try await session.execute(
        recordSQL, [task, workspace, earlier.title, reference, earlier.similarity])
    }
  }
}
