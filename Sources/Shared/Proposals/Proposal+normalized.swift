import FoundationEssentials

extension Proposal {
  /// The proposal in the form that is stored, so that every subset of its groups can be applied.
  ///
  /// Dependencies between drafts of different items become items of their own, in the group of the
  /// task that waits; texts are cut to their limits. Throws where a limit is passed, a key stands
  /// twice, or an item cannot be what it says.
  func normalized() throws(TaskError) -> Proposal {
    guard !groups.isEmpty || !reasons.isEmpty, groups.count <= ProposalLimits.groups,
      groups.allSatisfy({ !$0.items.isEmpty }), !kind.isEmpty, kind.utf8.count <= 40
    else {
      throw TaskError(
        .invalid, entity: "proposal", "a proposal has a kind, and groups with items or reasons")
    }
    var copy = self
    copy.title = TaskText.fit(TaskText.oneLine(title), ProposalLimits.titleCharacters).text
    for index in copy.groups.indices {
      copy.groups[index].title =
        TaskText.fit(TaskText.oneLine(groups[index].title), ProposalLimits.titleCharacters).text
      try copy.groups[index].extractDependencies()
    }
    guard copy.groups.reduce(0, { $0 + $1.items.count }) <= ProposalLimits.items else {
      throw TaskError(.limit, entity: "proposal", "too many items")
    }
    try copy.checkKeys()
    return copy
  }

  private func checkKeys() throws(TaskError) {
    var keys: Set<String> = []
    for item in groups.flatMap(\.items) {
      guard case .create(let draft) = item.change else { continue }
      for key in draft.allKeys where !keys.insert(key).inserted {
        throw TaskError(.invalid, entity: "proposal", field: "key", "two drafts have the same key")
      }
    }
    for item in groups.flatMap(\.items) {
      guard case .depend(let blocker, let blocked) = item.change else { continue }
      for reference in [blocker, blocked] {
        if case .draft(let key) = reference, !keys.contains(key) {
          throw TaskError(
            .invalid, entity: "proposal", field: "dependencies",
            "no draft has the key that is named")
        }
      }
      if blocker == blocked {
        throw TaskError(
          .cycle, entity: "proposal", field: "dependencies", "the task would wait for itself")
      }
    }
  }
}

extension ProposalGroup {
  /// Moves the drafts' references to drafts outside their own item into items of their own.
  fileprivate mutating func extractDependencies() throws(TaskError) {
    var extracted: [ProposalItem] = []
    for index in items.indices {
      guard case .create(var draft) = items[index].change else { continue }
      let own = Set(draft.allKeys)
      draft.extractDependencies(outside: own) { blocker, blocked in
        extracted.append(ProposalItem(.depend(blocker: blocker, blocked: blocked)))
      }
      _ = try TaskWritePlan([draft])
      items[index].change = .create(draft)
    }
    items += extracted
  }
}

extension TaskDraft {
  /// The keys of the draft and its sub-tasks.
  var allKeys: [String] {
    (key.map { [$0] } ?? []) + subtasks.flatMap(\.allKeys)
  }

  /// Takes out references to drafts whose keys are not among the given, telling each.
  fileprivate mutating func extractDependencies(
    outside own: Set<String>, _ found: (TaskReference, TaskReference) -> Void
  ) {
    func isForeign(_ reference: TaskReference) -> Bool {
      if case .draft(let key) = reference { !own.contains(key) } else { false }
    }
    if blockedBy.contains(where: isForeign) || blocking.contains(where: isForeign) {
      let name = key ?? UUID().uuidString
      key = name
      for blocker in blockedBy where isForeign(blocker) { found(blocker, .draft(name)) }
      for blocked in blocking where isForeign(blocked) { found(.draft(name), blocked) }
      blockedBy.removeAll(where: isForeign)
      blocking.removeAll(where: isForeign)
    }
    for index in subtasks.indices {
      subtasks[index].extractDependencies(outside: own, found)
    }
  }
}
