import Shared

/// The fields of a task that an invitation sets, for a new task and for an update alike.
struct InvitationFields: Sendable {
  private let invitation: Invitation
  /// When it takes place.
  let time: InvitationTime
  private let people: [InvitationAttendee]

  /// The fields of an invitation.
  init(_ invitation: Invitation, time: InvitationTime) {
    self.invitation = invitation
    self.time = time
    people = InvitationAttendee.list(invitation.item)
  }

  /// What an invitation's earlier version gave is compared with.
  private typealias Known = [TaskField: JSONValue]

  /// One value and the property that it comes from.
  private struct Value {
    var field: TaskField
    var value: JSONValue
    var property: String
    var shown: String?
  }

  /// The title that the calendar gives, nil where it gives none.
  var title: String? {
    let summary = time.item.summary ?? invitation.item.summary ?? ""
    let words = summary.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : String(words.prefix(InvitationLimits.textCharacters))
  }

  private var values: [Value] {
    let item = invitation.item
    let place = time.item.location ?? item.location
    var values: [Value] = []
    func add(_ field: TaskField, _ value: JSONValue?, _ property: String, _ shown: String? = nil) {
      values.append(
        Value(
          field: field, value: value ?? .null, property: property,
          shown: value == nil ? nil : shown ?? value?.stringValue))
    }
    let end = item.kind == .task ? "DUE" : "DTEND"
    add(.start, time.start.map(Self.json), "DTSTART")
    // What another has called a meeting cannot be begun before, nor moved.
    add(.notBefore, time.start.map(Self.json), "DTSTART")
    add(.due, time.due.map(Self.json), end)
    add(.dueGrain, time.grain.map { .string($0.rawValue) }, end)
    add(.estimatedMinutes, time.minutes.map { .int(Int64($0)) }, "DURATION")
    add(.recurrenceRule, time.rule.map { .string($0) }, "RRULE")
    add(.seriesStart, time.seriesStart.map { .string($0) }, "DTSTART")
    add(.repeatFrom, time.rule == nil ? nil : .string("schedule"), "RRULE")
    add(.place, place.map { .string(Self.cut($0)) }, "LOCATION")
    values.append(
      Value(
        field: .timezone, value: .string(time.zone.name), property: "TZID", shown: time.zone.name))
    values.append(Value(field: .floating, value: .bool(time.isFloating), property: "DTSTART"))
    values.append(
      Value(
        field: .isHardDeadline, value: .bool(item.kind == .event && time.due != nil),
        property: end))
    values.append(
      Value(
        field: .attendees, value: .array(people.map(\.json)), property: "ATTENDEE",
        shown: people.isEmpty ? nil : "\(people.count)"))
    return values
  }

  /// Writes them into a new task's draft, each with where it came from.
  func apply(to draft: inout TaskDraft) {
    let item = invitation.item
    if let title {
      draft.title = title
      draft.provenance.removeAll { $0.field == .title }
      draft.explain(
        .title, value: title, as: .metadata, reference: Self.reference("SUMMARY"), confidence: 0.97)
    }
    draft.start = time.start
    draft.due = time.due
    draft.isHardDeadline = item.kind == .event && time.due != nil
    draft.estimatedMinutes = time.minutes
    draft.recurrenceRule = time.rule
    draft.timezone = time.zone.name
    draft.facts.dueGrain = time.grain
    draft.facts.floating = time.isFloating
    draft.facts.notBefore = time.start
    draft.facts.seriesStart = time.seriesStart
    draft.facts.repeatFrom = time.rule == nil ? nil : .schedule
    draft.facts.place = (time.item.location ?? item.location).map(Self.cut)
    draft.facts.attendees = people.map(\.json)
    if item.kind == .task { draft.priority = Self.priority(item.priority) }
    if draft.priority != .none {
      draft.explain(
        .priority, value: "\(draft.priority.rawValue)", as: .metadata,
        reference: Self.reference("PRIORITY"), confidence: 0.9)
    }
    let filled = Set(draft.filledFields)
    for value in values where filled.contains(value.field) {
      draft.explain(
        value.field, value: value.shown, as: .metadata,
        reference: Self.reference(value.property), confidence: invitation.isDoubtful ? 0.6 : 0.95)
    }
    draft.dateExceptions = time.exceptions
    for member in details.members { draft.facts.details[member.key] = member.value }
    if time.isSimplified { draft.facts.warnings.append("invitation_recurrence_simplified") }
    if invitation.isDoubtful { draft.facts.warnings.append("invitation_doubtful") }
  }

  /// What tells the recurrence which date the task stands for, and that dates are those of its start.
  private var details: JSONObject {
    guard let date = time.date, time.rule != nil else { return [:] }
    return [
      "recurrence_original": .string(date.description),
      "recurrence_anchor": .string(TaskField.start.rawValue),
    ]
  }

  /// Writes what is other than in the version before into the change of an existing task; everything
  /// where nothing is known of that. What a person has changed and the mail does not stays.
  func apply(to change: inout TaskChange, since known: InvitationFields?) {
    let before: Known = Dictionary(
      (known?.values ?? []).map { ($0.field, $0.value) }, uniquingKeysWith: { first, _ in first })
    if let title, title != known?.title { change.fields[.title] = .string(title) }
    let old = Set(known?.time.exceptions ?? [])
    let new = Set(time.exceptions)
    let dates = Set(time.exceptions.map(\.original))
    change.dateExceptions =
      time.exceptions.filter { !old.contains($0) }
      + (known?.time.exceptions ?? []).filter { exception in
        !new.contains(exception) && !dates.contains(exception.original)
          && isLater(exception.original)
      }
      .map { TaskDateException($0.original, .asPlanned) }
    if details != known?.details { change.details = details }
    if time.isSimplified { change.warnings.append("invitation_recurrence_simplified") }
    for value in values where before[value.field] != value.value {
      change.fields[value.field] = value.value
      guard !value.value.isNull, let shown = value.shown else { continue }
      change.provenance.append(
        Provenance(
          value.field, value: shown, kind: .metadata,
          reference: Self.reference(value.property), confidence: 0.95))
    }
  }

  /// True for dates behind the one that the task stands for; of earlier ones nothing more comes.
  private func isLater(_ original: Instant) -> Bool {
    time.date.map { original > time.zone.instant(of: $0) } ?? true
  }

  /// PRIORITY of RFC 5545 section 3.8.1.9: 1 to 4 high, 5 medium, 6 to 9 low.
  private static func priority(_ number: Int?) -> TaskPriority {
    switch number ?? 0 {
    case 1...4: .high
    case 5: .medium
    case 6...9: .low
    default: .none
    }
  }

  private static func reference(_ property: String) -> JSONObject {
    ["source": "calendar", "property": .string(property)]
  }

  private static func json(_ instant: Instant) -> JSONValue { .string(instant.description) }

  private static func cut(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: ", ")
    return String(line.prefix(InvitationLimits.textCharacters))
  }
}
