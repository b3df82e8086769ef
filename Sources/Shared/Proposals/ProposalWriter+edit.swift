public import FoundationEssentials

extension ProposalWriter {
  private static let itemSQL = SQL(
    "edit_proposal_item",
    "update pipeline.proposal_items set change = $3 where proposal_id = $1 and id = $2")

  private static let removeSQL = SQL(
    "remove_proposal_items",
    "delete from pipeline.proposal_items where proposal_id = $1 and id = any($2)")

  private static let touchSQL = SQL(
    "touch_proposal",
    "update pipeline.proposals set version = version + 1, updated_at = now() where id = $1")

  /// Changes items of open groups: another draft, other blocks, another value; or leaves items
  /// out, never the last one of a group. Returns the proposal as it then is.
  ///
  /// Throws `stale` where the version has moved, `wrongState` where a group is decided.
  public func edit(
    _ id: UUID, _ edit: ProposalEdit, as actor: Actor, in session: any PostgresSession
  ) async throws -> Proposal {
    try await TaskLock.acquire([], in: session)
    var proposal = try await ProposalStore.lock(id, as: actor, in: session)
    guard proposal.state == .open else {
      throw TaskError(
        .wrongState, entity: "proposal", id: id, "the proposal is no longer open")
    }
    if let version = edit.version, version != proposal.version {
      throw TaskError(
        .stale, entity: "proposal", id: id, "the proposal has changed since it was read")
    }
    for (item, content) in edit.items {
      let place = try place(of: item, in: proposal)
      let old = proposal.groups[place.group].items[place.item].change
      proposal.groups[place.group].items[place.item].change = try old.replaced(by: content)
    }
    for item in edit.removed {
      let place = try place(of: item, in: proposal)
      proposal.groups[place.group].items.remove(at: place.item)
    }
    // The edited proposal has to be one that could have been stored.
    _ = try proposal.normalized()
    for item in edit.items.keys {
      guard let place = proposal.place(of: item) else { continue }
      let change = proposal.groups[place.group].items[place.item].change
      try await session.execute(Self.itemSQL, [id, item, TaskText.clean(change.json)])
    }
    if !edit.removed.isEmpty {
      try await session.execute(Self.removeSQL, [id, Array(edit.removed)])
    }
    try await session.execute(Self.touchSQL, [id])
    proposal.version += 1
    return proposal
  }

  private func place(
    of item: UUID, in proposal: Proposal
  ) throws(TaskError) -> (group: Int, item: Int) {
    guard let place = proposal.place(of: item) else { throw TaskError.notFound("item", item) }
    guard proposal.groups[place.group].state == .open else {
      throw TaskError(
        .wrongState, entity: "group", id: proposal.groups[place.group].id,
        "the group is decided already")
    }
    return place
  }
}

extension ProposalItem.Change {
  /// The change with a person's content in place of its own; the kind and the task stay.
  fileprivate func replaced(by content: JSONValue) throws(TaskError) -> ProposalItem.Change {
    let members = try JSONMembers(content, path: "items")
    switch self {
    case .create(let old):
      guard let value = members.object["draft"] else { throw members.misfit("draft", "a draft") }
      var draft = try TaskDraft(JSONMembers(value, path: "items.draft"), depth: 1)
      // Others name the draft by its key, so a person's edit keeps it.
      draft.key = old.key
      return .create(draft)
    case .move(let task, _):
      guard members.object["blocks"] != nil else { throw members.misfit("blocks", "a list") }
      return .move(
        task: task,
        blocks: try members.list("blocks") { item throws(TaskError) in
          try InstantRange(block: item)
        })
    case .set(let task, let field, _):
      guard let value = members.object["value"] else { throw members.misfit("value", "a value") }
      return .set(
        task: task, field: field, value: field == .tags ? value : try field.checked(value))
    case .depend:
      throw TaskError(
        .invalid, field: "items", "a dependency can be left out but not changed")
    }
  }
}
