import FoundationEssentials

extension TaskReference {
  /// `{"task": id}` or `{"draft": key}`.
  public var json: JSONValue {
    switch self {
    case .task(let id): ["task": id.json]
    case .draft(let key): ["draft": .string(key)]
    }
  }

  /// Reads what ``json`` writes; throws `invalid` with the member's path.
  init(_ members: JSONMembers) throws(TaskError) {
    if let id = try members.uuid("task") {
      self = .task(id)
    } else {
      self = .draft(try members.requiredString("draft"))
    }
  }
}

extension TaskReminder {
  /// `{"at": …}` or `{"minutes_before": …, "anchor": …}`, with the channel.
  public var json: JSONValue {
    switch time {
    case .at(let instant):
      ["at": instant.json, "channel": .string(channel)]
    case .before(let minutes, let anchor):
      [
        "minutes_before": .int(Int64(minutes)), "anchor": .string(anchor.rawValue),
        "channel": .string(channel),
      ]
    }
  }

  /// Reads what ``json`` writes; throws `invalid` with the member's path.
  init(_ members: JSONMembers) throws(TaskError) {
    let channel = try members.string("channel") ?? "app"
    if let instant = try members.instant("at") {
      self.init(.at(instant), channel: channel)
    } else if let minutes = try members.int32("minutes_before") {
      self.init(
        .before(minutes: minutes, try members.choice("anchor") ?? .due), channel: channel)
    } else {
      throw members.misfit("at", "a time or minutes_before")
    }
  }
}

extension TaskAttachment {
  /// The object's place and what is known of it.
  public var json: JSONValue {
    .members([
      "file_name": .string(fileName), "file_type": mediaType.map { .string($0) },
      "file_size_bytes": .int(byteCount), "s3_bucket": .string(bucket), "s3_key": .string(key),
      "storage_provider": .string(storageProvider),
    ])
  }

  /// Reads what ``json`` writes; throws `invalid` with the member's path.
  init(_ members: JSONMembers) throws(TaskError) {
    self.init(
      fileName: try members.requiredString("file_name"), mediaType: try members.string("file_type"),
      byteCount: try members.int64("file_size_bytes") ?? 0,
      bucket: try members.requiredString("s3_bucket"), key: try members.requiredString("s3_key"),
      storageProvider: try members.string("storage_provider") ?? "LOCAL")
  }
}

extension Provenance {
  /// The field, its value, and where it came from.
  public var json: JSONValue {
    .members([
      "field": .string(field.rawValue), "value": value.map { .string($0) },
      "kind": .string(kind.rawValue), "reference": .object(reference),
      "confidence": .double(confidence),
    ])
  }

  /// Reads what ``json`` writes; throws `invalid` with the member's path.
  init(_ members: JSONMembers) throws(TaskError) {
    guard let field = try members.choice("field", TaskField.self) else {
      throw members.misfit("field", "a task's field")
    }
    guard let kind = try members.choice("kind", Kind.self) else {
      throw members.misfit("kind", "a kind of source")
    }
    self.init(
      field, value: try members.string("value"), kind: kind,
      reference: try members.value("reference", "an object") { $0.objectValue } ?? [:],
      confidence: try members.value("confidence", "a number") { $0.doubleValue } ?? 0)
  }
}
