extension TaskFacts {
  /// The facts as JSON, unknown ones left out.
  public var json: JSONValue {
    var object: JSONObject = [:]
    object["due_grain"] = dueGrain.map { .string($0.rawValue) }
    if floating { object["floating"] = true }
    object["not_before"] = notBefore.json
    object["repeat_from"] = repeatFrom.map { .string($0.rawValue) }
    object["series_start"] = seriesStart.map { .string($0) }
    object["series_id"] = seriesID.json
    object["occurrence"] = occurrence.map { .int(Int64($0)) }
    object["assignee_id"] = assignee.json
    object["place"] = place.map { .string($0) }
    object["source_kind"] = sourceKind.map { .string($0) }
    object["source_url"] = sourceURL.map { .string($0) }
    object["canonical_url"] = canonicalURL.map { .string($0) }
    if !attendees.isEmpty { object["attendees"] = .array(attendees) }
    object["sender_class"] = senderClass.map { .string($0.rawValue) }
    if !warnings.isEmpty { object["warnings"] = .array(warnings.map { .string($0) }) }
    if details.count > 0 { object["details"] = .object(details) }
    object["raw_input_id"] = rawInput.json
    return .object(object)
  }

  /// Reads facts; throws `invalid` with the member's path.
  init(_ members: JSONMembers) throws(TaskError) {
    self.init()
    dueGrain = try members.choice("due_grain")
    floating = try members.bool("floating")
    notBefore = try members.instant("not_before")
    repeatFrom = try members.choice("repeat_from")
    seriesStart = try members.string("series_start")
    seriesID = try members.uuid("series_id")
    occurrence = try members.int32("occurrence")
    assignee = try members.uuid("assignee_id")
    place = try members.string("place")
    sourceKind = try members.string("source_kind")
    sourceURL = try members.string("source_url")
    canonicalURL = try members.string("canonical_url")
    attendees = try members.array("attendees")
    senderClass = try members.choice("sender_class")
    warnings = try members.strings("warnings")
    details = try members.value("details", "an object") { $0.objectValue } ?? [:]
    rawInput = try members.uuid("raw_input_id")
  }
}
