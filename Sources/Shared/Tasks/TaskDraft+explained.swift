extension TaskDraft {
  /// The fields that hold something other than their default, in the order of ``TaskField``.
  public var filledFields: [TaskField] {
    let filled: [TaskField: Bool] = [
      .title: true, .description: description != nil, .project: project != nil,
      .parent: parent != nil, .priority: priority != .none, .status: status != .todo,
      .start: start != nil, .due: due != nil, .softDeadline: softDeadline != nil,
      .isHardDeadline: isHardDeadline, .recurrenceRule: recurrenceRule != nil,
      .timezone: timezone != "UTC", .estimatedMinutes: estimatedMinutes != nil,
      .timeSpentMinutes: timeSpentMinutes != 0, .archived: archived, .bucket: bucket != nil,
      .dueGrain: facts.dueGrain != nil, .floating: facts.floating,
      .notBefore: facts.notBefore != nil, .repeatFrom: facts.repeatFrom != nil,
      .seriesStart: facts.seriesStart != nil, .assignee: facts.assignee != nil,
      .place: facts.place != nil, .attendees: !facts.attendees.isEmpty,
      .sourceURL: facts.sourceURL != nil, .tags: !tags.isEmpty, .subtasks: !subtasks.isEmpty,
      .dependencies: !blockedBy.isEmpty || !blocking.isEmpty, .reminders: !reminders.isEmpty,
      .attachments: !attachments.isEmpty,
    ]
    return TaskField.allCases.filter { filled[$0] == true }
  }

  /// Filled fields without provenance: what a person typed, or what a source forgot to explain.
  public var unexplainedFields: [TaskField] {
    let explained = Set(provenance.map(\.field))
    return filledFields.filter { !explained.contains($0) }
  }
}
