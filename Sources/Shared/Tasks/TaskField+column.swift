import FoundationEssentials

extension TaskField {
  /// Where a field is stored.
  enum Storage: Sendable {
    /// A column of `tasks`.
    case column
    /// A column of `pipeline.task_facts`.
    case fact
    /// Rows of their own.
    case rows
  }

  /// Where it is stored.
  var storage: Storage {
    switch self {
    case .title, .description, .project, .parent, .priority, .status, .start, .due,
      .softDeadline, .isHardDeadline, .recurrenceRule, .timezone, .estimatedMinutes,
      .timeSpentMinutes, .archived, .bucket:
      .column
    case .dueGrain, .floating, .notBefore, .repeatFrom, .seriesStart, .assignee, .place,
      .attendees, .sourceURL:
      .fact
    case .tags, .subtasks, .dependencies, .reminders, .attachments, .blocks: .rows
    }
  }

  /// The value as it can be stored; throws where it cannot.
  func checked(_ value: JSONValue) throws(TaskError) -> JSONValue {
    if value.isNull {
      guard !isRequired else { throw misfit("a value is required") }
      return .null
    }
    switch self {
    case .title, .description, .place, .sourceURL, .timezone, .recurrenceRule:
      return try checkedText(value)
    case .priority:
      guard let number = value.intValue, (0...3).contains(number) else {
        throw misfit("0, 1, 2 or 3 is expected")
      }
      return .int(number)
    case .status:
      guard let text = value.stringValue, TaskStatus(rawValue: text) != nil else {
        throw misfit("a known status is expected")
      }
      return value
    case .start, .due, .softDeadline, .notBefore:
      guard let instant = value.stringValue.flatMap({ Instant($0) }),
        TaskTimestamp.storable.contains(instant)
      else { throw misfit("a time with zone is expected") }
      return instant.json
    case .isHardDeadline, .archived, .floating:
      guard value.boolValue != nil else { throw misfit("true or false is expected") }
      return value
    case .estimatedMinutes, .timeSpentMinutes:
      guard let number = value.intValue, (0...Int64(Int32.max)).contains(number) else {
        throw misfit("a number of minutes is expected")
      }
      return .int(number)
    case .bucket, .assignee:
      guard let id = value.stringValue.flatMap({ UUID(uuidString: $0) }) else {
        throw misfit("a UUID is expected")
      }
      return id.json
    case .dueGrain:
      return try word(value, TaskFacts.DueGrain.self)
    case .repeatFrom:
      return try word(value, TaskFacts.RepeatFrom.self)
    case .seriesStart:
      guard let text = value.stringValue, TaskTimestamp.isLocal(text) else {
        throw misfit("a local time is expected")
      }
      return value
    case .attendees:
      guard let items = value.arrayValue, items.count <= TaskLimits.attendees else {
        throw misfit("a list of attendees is expected")
      }
      return TaskText.clean(value)
    case .project, .parent, .tags, .subtasks, .dependencies, .reminders, .attachments, .blocks:
      throw misfit("this field is not set in this way")
    }
  }

  private var isRequired: Bool {
    switch self {
    case .title, .priority, .status, .isHardDeadline, .archived, .timezone, .timeSpentMinutes,
      .floating, .attendees:
      true
    default: false
    }
  }

  private func misfit(_ detail: String) -> TaskError {
    TaskError(.invalid, field: rawValue, detail)
  }

  private func word<T: RawRepresentable>(
    _ value: JSONValue, _: T.Type
  ) throws(TaskError) -> JSONValue where T.RawValue == String {
    guard let text = value.stringValue, T(rawValue: text) != nil else {
      throw misfit("one of the known words is expected")
    }
    return value
  }

  private func checkedText(_ value: JSONValue) throws(TaskError) -> JSONValue {
    guard let text = value.stringValue else { throw misfit("a text is expected") }
    switch self {
    case .title:
      let title = TaskText.fit(TaskText.oneLine(text), TaskLimits.titleCharacters).text
      guard !title.isEmpty else { throw misfit("the title is empty") }
      return .string(title)
    case .description:
      return .string(TaskText.fit(text, TaskLimits.descriptionCharacters).text)
    case .timezone:
      guard let zone = TaskZone.name(of: text) else { throw misfit("a zone is expected") }
      return .string(zone)
    case .recurrenceRule:
      guard text.unicodeScalars.count <= TaskLimits.recurrenceRuleCharacters else {
        throw misfit("the recurrence rule is too long")
      }
      return .string(TaskText.clean(text))
    default:
      return .string(TaskText.fit(text, TaskLimits.factCharacters).text)
    }
  }
}
