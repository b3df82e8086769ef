import FoundationEssentials
import Shared

/// What a person said about fields of their tasks, which counts at once and more than what the rows
/// say.
struct Corrections {
  /// What a field is to be.
  private enum Value {
    case project(UUID?, name: String?)
    case tags([String])
    case priority(Int)
    case estimate(Int?)
  }

  private struct Correction {
    let task: UUID
    let field: TaskField
    let value: Value
    /// False where the task was changed after the person said so: then the row knows better.
    let isLatest: Bool
  }

  private static let fields: [TaskField] = [.project, .tags, .priority, .estimatedMinutes]

  private static let readSQL = SQL(
    "search_corrections",
    """
    select distinct on (f.task_id, f.field) f.task_id, f.field, f.became, p.id as project_id,
      p.name as project, f.created_at >= coalesce(t.updated_at, f.created_at) as is_latest
    from pipeline.feedback f
    join public.tasks t on t.id = f.task_id and t.workspace_id = $1
    left join public.projects p on p.workspace_id = $1 and p.deleted_at is null
      and f.field = 'project_id' and p.id::text = lower(f.became #>> '{}')
    where f.workspace_id = $1 and f.user_id = $2 and f.task_id = any($3) and f.field = any($4)
    order by f.task_id, f.field, f.created_at desc, f.id
    """)

  private var corrections: [Correction] = []

  /// The person's latest corrections of those tasks; those to projects that are not among the
  /// visible ones, or to what is no value of the field, are passed over.
  static func read(
    of tasks: [UUID], projects: Set<UUID>, as actor: Actor, in session: any PostgresSession
  ) async throws(PostgresError) -> Corrections {
    var found = Corrections()
    guard !tasks.isEmpty else { return found }
    let rows = try await session.query(
      readSQL, [actor.workspace, actor.user, tasks, fields.map(\.rawValue)])
    for row in rows {
      guard let field = TaskField(rawValue: try row.get("field", as: String.self)),
        let value = try value(of: field, row, projects)
      else { continue }
      found.corrections.append(
        Correction(
          task: try row.get("task_id", as: UUID.self), field: field, value: value,
          isLatest: try row.get("is_latest", as: Bool.self)))
    }
    return found
  }

  private static func value(
    of field: TaskField, _ row: PostgresRow, _ projects: Set<UUID>
  ) throws(PostgresError) -> Value? {
    let became = try row.get("became", as: JSONValue?.self) ?? .null
    switch field {
    case .project:
      if became == .null { return .project(nil, name: nil) }
      guard let project = try row.get("project_id", as: UUID?.self), projects.contains(project)
      else { return nil }
      return .project(project, name: try row.get("project", as: String?.self))
    case .tags:
      guard let names = became.arrayValue?.compactMap(\.stringValue) else { return nil }
      return .tags(Array(names.prefix(50)))
    case .priority:
      guard let number = became.intValue, (0...3).contains(number) else { return nil }
      return .priority(Int(number))
    case .estimatedMinutes:
      if became == .null { return .estimate(nil) }
      guard let minutes = became.intValue, (1...100_000).contains(minutes) else { return nil }
      return .estimate(Int(minutes))
    default: return nil
    }
  }

  /// Puts the corrected values in place of the rows' and returns which fields of which tasks the
  /// person has set right.
  @discardableResult
  func apply(to rows: inout [UUID: TaskNeighbour]) -> [UUID: Set<TaskField>] {
    var done: [UUID: Set<TaskField>] = [:]
    for correction in corrections {
      guard var row = rows[correction.task] else { continue }
      let before = row
      switch correction.value {
      case .project(let project, let name):
        row.project = project
        row.projectName = name
      case .tags(let names): row.tags = names
      case .priority(let priority): row.priority = priority
      case .estimate(let minutes): row.estimatedMinutes = minutes
      }
      guard correction.isLatest || row == before else { continue }
      rows[correction.task] = row
      done[correction.task, default: []].insert(correction.field)
    }
    return done
  }
}
