import FoundationEssentials

/// The rows of a planned write, as JSON for the statements, and what is said about them afterwards.
struct TaskRows {
  private let plan: TaskWritePlan
  private let lists: TaskLists
  private let actor: Actor
  /// The project of each node.
  private let projects: [UUID?]

  /// The rows of a plan at the places that its lists gave.
  init(_ plan: TaskWritePlan, lists: TaskLists, actor: Actor) {
    self.plan = plan
    self.lists = lists
    self.actor = actor
    var projects: [UUID?] = []
    var top = 0
    for node in plan.nodes {
      if let parent = node.parent {
        projects.append(projects[parent])
      } else {
        projects.append(lists.projects[top])
        top += 1
      }
    }
    self.projects = projects
  }

  /// The id of the task that a node hangs under.
  private func parent(of node: TaskWritePlan.Node) -> UUID? {
    node.parent.map { plan.nodes[$0].id } ?? node.draft.parent
  }

  /// Rows of `tasks`.
  var tasks: [JSONValue] {
    plan.nodes.enumerated().map { index, node in
      let draft = node.draft
      return .members([
        "id": node.id.json, "project_id": projects[index].json,
        "parent_task_id": parent(of: node).json, "title": .string(draft.title),
        "description": draft.description.map { .string($0) },
        "priority": .int(Int64(draft.priority.rawValue)),
        "status": .string(draft.status.rawValue), "bucket_id": draft.bucket.json,
        "completed_at": draft.completedAt.json, "archived": .bool(draft.archived),
        "lexorank": .string(lists.ranks[index].text), "start_date": draft.start.json,
        "due_date": draft.due.json, "soft_deadline": draft.softDeadline.json,
        "is_hard_deadline": .bool(draft.isHardDeadline),
        "recurrence_rule": draft.recurrenceRule.map { .string($0) },
        "timezone": .string(draft.timezone),
        "estimated_minutes": draft.estimatedMinutes.map { .int(Int64($0)) },
        "time_spent_minutes": .int(Int64(draft.timeSpentMinutes)),
      ])
    }
  }

  /// Rows of `task_hierarchy` among the new tasks, each with itself, and with the parent they
  /// hang under.
  var closure: [JSONValue] {
    var rows = foreignParents
    for node in plan.nodes {
      var ancestor: Int? = plan.nodes.firstIndex { $0.id == node.id }
      while let place = ancestor {
        rows.append(
          closureRow(plan.nodes[place].id, node.id, node.depth - plan.nodes[place].depth))
        ancestor = plan.nodes[place].parent
      }
    }
    return rows
  }

  /// Rows of `task_hierarchy` between an existing parent and the new tasks below it; the parent's
  /// own ancestors follow from them.
  var foreignParents: [JSONValue] {
    var parents: [UUID?] = []
    var rows: [JSONValue] = []
    for node in plan.nodes {
      let parent = node.parent.map { parents[$0] } ?? node.draft.parent
      parents.append(parent)
      if let parent { rows.append(closureRow(parent, node.id, node.depth + 1)) }
    }
    return rows
  }

  private func closureRow(_ ancestor: UUID, _ descendant: UUID, _ depth: Int) -> JSONValue {
    [
      "ancestor_id": ancestor.json, "descendant_id": descendant.json,
      "depth": .int(Int64(depth)),
    ]
  }

  /// The rows beside the tasks, with those dependencies.
  func links(_ edges: [TaskEdge]) -> TaskLinks {
    var links = TaskLinks()
    for node in plan.nodes {
      links.append(TaskLinks(node.draft, task: node.id, actor: actor))
    }
    for edge in edges { links.append(edge.json, to: .dependencies) }
    return links
  }

  /// One entry of the log for each task, its linked rows with it.
  func logEntries(_ states: [UUID: JSONObject], _ stored: TaskLinks) -> [CommandLogEntry] {
    let new = Set(plan.nodes.map { $0.id.json })
    let byTask = stored.grouped { row in
      if let blocked = row["blocked_task_id"] {
        return new.contains(blocked) ? blocked : row["blocker_task_id"]
      }
      return row["task_id"]
    }
    return plan.nodes.map { node in
      var state = states[node.id] ?? ["id": node.id.json]
      if let links = byTask[node.id.json] { state["links"] = links.json }
      return CommandLogEntry(entity: .task, action: .create, id: node.id, new: state)
    }
  }

  /// What listeners hear.
  func events(transaction: UUID, actor: Actor) -> [TaskEvent] {
    zip(plan.nodes, projects).map { node, project in
      TaskEvent(
        kind: .created, task: node.id, project: project, workspace: actor.workspace,
        user: actor.user, transaction: transaction, fields: [])
    }
  }

  /// What the caller gets: the top-level tasks, sub-tasks nested.
  func written(transaction: UUID) -> [WrittenTask] {
    var tasks: [WrittenTask] = zip(plan.nodes, lists.ranks).map { node, rank in
      WrittenTask(
        id: node.id, transaction: transaction, key: node.draft.key, title: node.draft.title,
        rank: rank, warnings: node.warnings, subtasks: [])
    }
    // Children stand behind their parents, so from the end on each one is complete when it moves.
    for index in plan.nodes.indices.reversed() {
      if let parent = plan.nodes[index].parent {
        tasks[parent].subtasks.insert(tasks[index], at: 0)
      }
    }
    return zip(plan.nodes, tasks).filter { $0.0.parent == nil }.map(\.1)
  }
}
