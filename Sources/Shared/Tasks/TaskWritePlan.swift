import FoundationEssentials

/// The rows that a forest of drafts becomes: cleaned, cut to their limits, with their ids chosen.
///
/// Pure; everything that can be refused without the database is refused here.
struct TaskWritePlan {
  /// One task to be written.
  struct Node {
    /// The id that the task will have.
    let id: UUID
    /// The draft, cleaned.
    var draft: TaskDraft
    /// The place of the parent in ``nodes``, nil at the top.
    let parent: Int?
    /// Levels below the top.
    let depth: Int
    /// Codes of what was cut here.
    var warnings: [String]
  }

  /// Every task, parents before their children.
  private(set) var nodes: [Node] = []
  /// The ids that keys stand for.
  private(set) var keys: [String: UUID] = [:]

  /// Plans the drafts; `known` are tasks that keys of earlier writes stand for.
  init(
    _ drafts: [TaskDraft], known: [String: UUID] = [:], newID: () -> UUID = { UUID() }
  ) throws(TaskError) {
    keys = known
    guard drafts.reduce(0, { $0 + $1.taskCount }) <= TaskLimits.tasksPerWrite else {
      throw TaskError(.limit, entity: "task", "too many tasks in one write")
    }
    for draft in drafts { try add(draft, parent: nil, depth: 0, newID) }
  }

  private mutating func add(
    _ draft: TaskDraft, parent: Int?, depth: Int, _ newID: () -> UUID
  ) throws(TaskError) {
    guard depth < TaskLimits.draftDepth else {
      throw TaskError(.limit, field: "subtasks", "sub-tasks nest too deeply")
    }
    var cleaner = TaskDraftCleaner(draft)
    try cleaner.run()
    let id = newID()
    if let key = draft.key {
      guard keys.updateValue(id, forKey: key) == nil else {
        throw TaskError(.invalid, field: "key", "two drafts have the same key")
      }
    }
    nodes.append(
      Node(
        id: id, draft: cleaner.draft, parent: parent, depth: depth, warnings: cleaner.warnings))
    let place = nodes.count - 1
    for child in draft.subtasks { try add(child, parent: place, depth: depth + 1, newID) }
  }

  /// The id of a reference.
  func resolve(_ reference: TaskReference) throws(TaskError) -> UUID {
    switch reference {
    case .task(let id): return id
    case .draft(let key):
      guard let id = keys[key] else {
        throw TaskError(.invalid, field: "dependencies", "no draft has the key that is named")
      }
      return id
    }
  }

  /// The dependencies of all drafts, each once.
  func edges() throws(TaskError) -> [TaskEdge] {
    var edges: [TaskEdge] = []
    for node in nodes {
      for reference in node.draft.blockedBy {
        edges.append(TaskEdge(blocker: try resolve(reference), blocked: node.id))
      }
      for reference in node.draft.blocking {
        edges.append(TaskEdge(blocker: node.id, blocked: try resolve(reference)))
      }
    }
    guard edges.count <= TaskLimits.dependencies else {
      throw TaskError(.limit, field: "dependencies", "too many dependencies in one write")
    }
    var seen: Set<TaskEdge> = []
    return edges.filter { seen.insert($0).inserted }
  }
}
