import Shared

/// Compares what was logged of a mail's task or comment with a draft.
enum ReplayFields {
  /// The differences of a task: columns, facts, files and warnings.
  static func task(_ draft: TaskDraft, _ state: JSONValue) -> [ReplayDifference] {
    let links = state["links"]
    let facts = links?["facts"]?.arrayValue?.first
    var found: [ReplayDifference] = []
    func compare(_ field: String, _ was: String?, _ becomes: String?) {
      let was = was?.isEmpty == true ? nil : was
      let becomes = becomes?.isEmpty == true ? nil : becomes
      if was != becomes { found.append(ReplayDifference(field: field, was: was, becomes: becomes)) }
    }
    compare("title", state["title"]?.stringValue, draft.title)
    compare("description", state["description"]?.stringValue, draft.description)
    compare("start_date", time(state["start_date"]), draft.start?.description)
    compare("due_date", time(state["due_date"]), draft.due?.description)
    compare("recurrence_rule", state["recurrence_rule"]?.stringValue, draft.recurrenceRule)
    compare("timezone", state["timezone"]?.stringValue, draft.timezone)
    compare("place", facts?["place"]?.stringValue, draft.facts.place)
    compare("attendees", names(facts?["attendees"]), names(.array(draft.facts.attendees)))
    let files = links?["attachments"]?.arrayValue ?? []
    compare(
      "attachments",
      lines(files.map { file($0["file_name"]?.stringValue, $0["file_type"]?.stringValue) }),
      lines(draft.attachments.map { file($0.fileName, $0.mediaType) }))
    compare(
      "forwarded", authors(facts?["details"]?["forwarded"]),
      authors(draft.facts.details["forwarded"]))
    let known = facts?["warnings"]?.arrayValue?.compactMap(\.stringValue) ?? []
    compare(
      "warnings", lines(known.filter { !fromElsewhere.contains($0) }),
      lines(draft.facts.warnings.filter { !fromElsewhere.contains($0) }))
    return found
  }

  /// The differences of a comment: its text and its files.
  static func comment(_ draft: TaskDraft, _ state: JSONValue) -> [ReplayDifference] {
    let was = state["links"]?["comments"]?.arrayValue?.first?["content"]?.stringValue
    let becomes = MailThread.text(draft)
    return was == becomes
      ? [] : [ReplayDifference(field: "comment", was: was, becomes: becomes)]
  }

  /// Warnings that come from the way in or from writing, not from reading.
  private static let fromElsewhere: Set<String> = [
    "same_message_id_other_content", "project_unavailable",
  ]

  private static func time(_ value: JSONValue?) -> String? {
    value?.stringValue.flatMap { Instant($0) }?.description
  }

  private static func file(_ name: String?, _ type: String?) -> String {
    (name ?? "") + " (" + (type ?? "unknown") + ")"
  }

  private static func names(_ list: JSONValue?) -> String {
    lines((list?.arrayValue ?? []).compactMap { $0["address"]?.stringValue })
  }

  private static func authors(_ list: JSONValue?) -> String {
    lines((list?.arrayValue ?? []).map { $0["from"]?["address"]?.stringValue ?? "unknown" })
  }

  private static func lines(_ items: [String]) -> String {
    items.sorted().joined(separator: "\n")
  }
}
