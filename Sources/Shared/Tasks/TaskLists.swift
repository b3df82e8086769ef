import FoundationEssentials

/// The lists that a write appends to: locked, with the greatest rank of each, so that the ranks it
/// hands out are distinct and in order even beside other writers.
struct TaskLists {
  /// The project of each top-level node, in their order.
  private(set) var projects: [UUID?] = []
  /// The rank of each node, in the plan's order.
  private(set) var ranks: [LexoRank] = []

  private struct List: Hashable {
    var project: UUID?
    var parent: UUID?
  }

  private static let parentsSQL = SQL(
    "lock_parent_tasks",
    """
    select t.id, t.project_id from public.tasks t
    where t.id = any($1) and t.workspace_id = $2 and t.deleted_at is null
    order by t.id for share
    """)

  private static let greatestOfParentSQL = SQL(
    "greatest_rank_of_parent",
    """
    select t.lexorank from public.tasks t where t.parent_task_id = $2 and t.workspace_id = $1
    order by t.lexorank collate "C" desc limit 1
    """)

  private static let greatestOfProjectSQL = SQL(
    "greatest_rank_of_project",
    """
    select t.lexorank from public.tasks t
    where t.project_id = $2 and t.workspace_id = $1 and t.parent_task_id is null
    order by t.lexorank collate "C" desc limit 1
    """)

  private static let greatestOfWorkspaceSQL = SQL(
    "greatest_rank_of_workspace",
    """
    select t.lexorank from public.tasks t
    where t.workspace_id = $1 and t.project_id is null and t.parent_task_id is null
    order by t.lexorank collate "C" desc limit 1
    """)

  /// Checks the actor's permission for every place that the plan writes to, locks those lists until
  /// the transaction ends, and reads where they end.
  static func open(
    _ plan: TaskWritePlan, as actor: Actor, in session: any PostgresSession
  ) async throws -> TaskLists {
    let tops = plan.nodes.filter { $0.parent == nil }.map(\.draft)
    let parents = try await parentProjects(Set(tops.compactMap(\.parent)), as: actor, in: session)
    var lists: [List] = []
    for draft in tops {
      guard let parent = draft.parent, let inherited = parents[parent] else {
        lists.append(List(project: draft.project, parent: nil))
        continue
      }
      if let project = draft.project, project != inherited {
        throw TaskError(
          .invalid, entity: "task", id: parent, field: "project_id",
          "a sub-task belongs to its parent's project")
      }
      lists.append(List(project: inherited, parent: parent))
    }
    try await Permissions.require(
      .edit, of: Set(lists.compactMap(\.project)), as: actor, in: session)
    let distinct = Array(Set(lists))
    try await TaskLock.acquire(
      distinct.map { .list(workspace: actor.workspace, project: $0.project, parent: $0.parent) },
      in: session)
    var ends = try await greatest(of: distinct, as: actor, in: session)
    return try TaskLists(plan, lists: lists, ends: &ends)
  }

  private init(
    _ plan: TaskWritePlan, lists: [List], ends: inout [List: LexoRank]
  ) throws(TaskError) {
    projects = lists.map(\.project)
    var top = 0
    for node in plan.nodes {
      let list: List
      if let parent = node.parent {
        list = List(project: nil, parent: plan.nodes[parent].id)
      } else {
        list = lists[top]
        top += 1
      }
      guard let rank = ends[list].map({ $0.next() }) ?? LexoRank.first else {
        throw TaskError(.limit, field: "lexorank", "the list has no room for another rank")
      }
      ends[list] = rank
      ranks.append(rank)
    }
  }

  private static func parentProjects(
    _ parents: Set<UUID>, as actor: Actor, in session: any PostgresSession
  ) async throws -> [UUID: UUID?] {
    guard !parents.isEmpty else { return [:] }
    var projects: [UUID: UUID?] = [:]
    for row in try await session.query(parentsSQL, [Array(parents), actor.workspace]) {
      projects.updateValue(
        try row.get("project_id", as: UUID?.self), forKey: try row.get("id", as: UUID.self))
    }
    if let missing = parents.first(where: { projects.index(forKey: $0) == nil }) {
      throw TaskError.notFound("task", missing)
    }
    return projects
  }

  private static func greatest(
    of lists: [List], as actor: Actor, in session: any PostgresSession
  ) async throws -> [List: LexoRank] {
    let results = try await session.pipeline { batch in
      for list in lists {
        if let parent = list.parent {
          batch.add(greatestOfParentSQL, [actor.workspace, parent])
        } else if let project = list.project {
          batch.add(greatestOfProjectSQL, [actor.workspace, project])
        } else {
          batch.add(greatestOfWorkspaceSQL, [actor.workspace])
        }
      }
    }
    var ends: [List: LexoRank] = [:]
    for (list, result) in zip(lists, results) {
      ends[list] = try result.first.map { LexoRank(try $0.get("lexorank", as: String.self)) }
    }
    return ends
  }
}
