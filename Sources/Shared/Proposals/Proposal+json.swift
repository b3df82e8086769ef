import FoundationEssentials

extension Proposal {
  /// The proposal as the API shows it.
  public var json: JSONValue {
    .members([
      "id": id.json, "kind": .string(kind), "title": .string(title), "task_id": task.json,
      "state": .string(state.rawValue), "version": .int(version), "created_at": createdAt.json,
      "expires_at": expiresAt.json, "reasons": .array(reasons.map(\.json)),
      "origin": .object(origin), "groups": .array(groups.map(\.json)),
    ])
  }
}

extension ProposalGroup {
  /// The group as the API shows it.
  public var json: JSONValue {
    .members([
      "id": id.json, "title": .string(title), "state": .string(state.rawValue),
      "decision_reason": decisionReason.map { .string($0) }, "decided_at": decidedAt.json,
      "transaction_id": transaction.json, "reasons": .array(reasons.map(\.json)),
      "items": .array(items.map(\.json)),
    ])
  }
}

extension ProposalItem {
  /// The item as the API shows it: `kind`, the members of its change, base and reasons.
  public var json: JSONValue {
    var object: JSONObject = ["id": id.json, "kind": .string(kind)]
    for member in change.json.objectValue?.members ?? [] { object[member.key] = member.value }
    object["state"] = .string(state.rawValue)
    object["result_task_id"] = result.json
    if base.count > 0 { object["base"] = .object(base) }
    object["reasons"] = .array(reasons.map(\.json))
    return .object(object)
  }

  /// The name of the change in the database and the API.
  var kind: String {
    switch change {
    case .create: "create"
    case .move: "move"
    case .set: "set"
    case .depend: "depend"
    }
  }
}

extension ProposalItem.Change {
  /// The change without its kind, as it is stored.
  var json: JSONValue {
    switch self {
    case .create(let draft):
      ["draft": draft.json]
    case .move(let task, let blocks):
      ["task_id": task.json, "blocks": .array(blocks.map(\.blockJSON))]
    case .set(let task, let field, let value):
      ["task_id": task.json, "field": .string(field.rawValue), "value": value]
    case .depend(let blocker, let blocked):
      ["blocker": blocker.json, "blocked": blocked.json]
    }
  }

  /// Reads a stored change.
  init(kind: String, _ members: JSONMembers) throws(TaskError) {
    switch kind {
    case "create":
      self = .create(
        try TaskDraft(
          JSONMembers(members.object["draft"] ?? .null, path: members.place("draft")), depth: 1))
    case "move":
      self = .move(
        task: try Self.task(members),
        blocks: try members.list("blocks") { item throws(TaskError) in
          try InstantRange(block: item)
        })
    case "set":
      guard let field = try members.choice("field", TaskField.self) else {
        throw members.misfit("field", "a task's field")
      }
      self = .set(
        task: try Self.task(members), field: field, value: members.object["value"] ?? .null)
    case "depend":
      self = .depend(
        blocker: try Self.reference("blocker", members),
        blocked: try Self.reference("blocked", members))
    default:
      throw members.misfit("kind", "create, move, set or depend")
    }
  }

  private static func task(_ members: JSONMembers) throws(TaskError) -> UUID {
    guard let task = try members.uuid("task_id") else {
      throw members.misfit("task_id", "a UUID")
    }
    return task
  }

  private static func reference(
    _ key: String, _ members: JSONMembers
  ) throws(TaskError) -> TaskReference {
    try TaskReference(JSONMembers(members.object[key] ?? .null, path: members.place(key)))
  }
}

extension InstantRange {
  /// The block as `{start, end}`.
  var blockJSON: JSONValue {
    .members(["start": lower.json, "end": upper.json])
  }

  /// Reads a block, which has a start and a later end.
  init(block members: JSONMembers) throws(TaskError) {
    guard let start = try members.instant("start") else {
      throw members.misfit("start", "a time with zone")
    }
    guard let end = try members.instant("end"), start < end else {
      throw members.misfit("end", "a time after the start")
    }
    self.init(lower: start, upper: end)
  }
}
