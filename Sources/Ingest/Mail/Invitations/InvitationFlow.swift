import FoundationEssentials
import Shared

/// Takes one invitation of a mail to its task: a new one, or changes of the one it became before.
struct InvitationFlow: Sendable {
  /// What the mail asks for.
  let invitation: Invitation
  private let fields: InvitationFields
  /// The From address that a trusted server has proven, in lower case.
  private let proven: String?
  private let reader: Zone
  private let now: Instant

  /// What the mail asks for; `proven` is its authenticated sender, `reader` the zone of the person,
  /// `now` when the mail came.
  init(_ invitation: Invitation, proven: String?, reader: Zone, now: Instant) {
    self.invitation = invitation
    self.proven = proven
    self.reader = reader
    self.now = now
    fields = InvitationFields(
      invitation, time: InvitationTime(invitation, reader: reader, now: now))
  }

  /// The block that says what the mail is.
  var markdown: String { InvitationText.markdown(invitation, fields.time) }

  /// When it takes place.
  var time: InvitationTime { fields.time }

  /// What the task's details keep of it.
  var details: JSONValue {
    let item = invitation.item
    return .members([
      "method": .string(invitation.method.rawValue), "uid": .string(invitation.key),
      "kind": .string(item.kind.rawValue), "sequence": .int(Int64(item.sequence)),
      "stamp": item.stamp.map { .string($0.description) },
      "organizer": invitation.organizer.map { .string($0) },
      "instance": item.recurrenceID.map { .string($0.description) },
      "proven": .bool(proven != nil && proven == invitation.organizer),
    ])
  }

  /// The draft with the block on top; its times and people only where the mail invites.
  func complete(_ draft: TaskDraft) -> TaskDraft {
    var draft = draft
    var blocks = [markdown]
    if let text = draft.description {
      blocks.append(text)
    } else if let text = invitation.item.details {
      blocks.append(PlainMarkdown.render(text))
      draft.explain(
        .description, as: .metadata, reference: ["source": "calendar", "property": "DESCRIPTION"],
        confidence: 0.9)
    }
    draft.description = blocks.joined(separator: "\n\n")
    if draft.provenance.allSatisfy({ $0.field != .description }) {
      draft.explain(.description, as: .metadata, reference: ["source": "calendar"], confidence: 1)
    }
    draft.facts.details["invitation"] = details
    if invites { fields.apply(to: &draft) }
    return draft
  }

  /// True where the mail itself may bring times: an answer or a cancellation only speaks of them.
  var invites: Bool {
    switch invitation.method {
    case .request, .publish, .add: !invitation.isCancellation
    case .reply, .cancel, .refresh, .counter, .declineCounter: false
    }
  }

  /// What the mail may do about what is known of the invitation.
  func ruling(_ record: InvitationRecord?) -> InvitationRuling {
    InvitationRuling.decide(invitation, record: record, proven: proven)
  }

  /// Changes the task's change as the ruling says and returns the row as it is then.
  func apply(
    _ ruling: InvitationRuling, _ record: InvitationRecord, to change: inout TaskChange
  ) -> InvitationRecord {
    var record = record
    switch ruling {
    case .create: break
    case .remark(let warning):
      if let warning { change.warnings.append(warning) }
    case .answer(let person):
      record.attendees = record.attendees.map { $0.address == person.address ? person : $0 }
      change.fields[.attendees] = .array(record.attendees.map(\.json))
    case .cancel:
      cancel(&record, &change)
      record.version = InvitationVersion(invitation.item)
    case .update:
      update(&record, &change)
    }
    return record
  }

  private func cancel(_ record: inout InvitationRecord, _ change: inout TaskChange) {
    change.fields[.status] = .string(TaskStatus.canceled.rawValue)
    // No further date comes of it either.
    change.fields[.recurrenceRule] = .null
    record.isCancelled = true
  }

  /// Joins the mail to what is known, and brings the task to what has changed by that.
  private func update(_ record: inout InvitationRecord, _ change: inout TaskChange) {
    let before = record.series.map { series in
      fields(of: series, zone: record.zone, from: record.date)
    }
    let isNewer = InvitationVersion(invitation.item).isNewer(than: record.version)
    let isWhole = !invitation.isDate || record.key != invitation.key
    let zone = isWhole ? invitation.zone : record.zone
    let series =
      isWhole && invitation.isDate
      ? invitation.series
      : record.series?.joined(invitation, version: record.version) ?? invitation.series
    let revived = revived(record, before)
    let after = fields(
      of: series, zone: zone, from: [record.date, revived].compactMap(\.self).min())
    record.series = series
    record.zone = zone
    if isWhole, isNewer {
      record.attendees = InvitationAttendee.list(invitation.item)
      record.version = InvitationVersion(invitation.item)
    }
    if after.time.isOver { return cancel(&record, &change) }
    after.apply(to: &change, since: record.isCancelled ? nil : before)
    if let revived, case let original = after.time.zone.instant(of: revived),
      !change.dateExceptions.contains(where: { $0.original == original })
    {
      change.dateExceptions.append(TaskDateException(original, .asPlanned))
    }
    if record.isCancelled { change.fields[.status] = .string(TaskStatus.todo.rawValue) }
    record.isCancelled = false
  }

  /// The date that the mail invites to again after it was called off, on the task's wall clock: the
  /// task may have gone on to a later one.
  private func revived(
    _ record: InvitationRecord, _ before: InvitationFields?
  ) -> CivilDateTime? {
    guard invitation.isDate, !invitation.isCancellation, let before,
      let date = invitation.item.recurrenceID,
      record.series?.isCalledOff(invitation.item) == true
    else { return nil }
    return date.isDate
      ? date.local : before.time.zone.local(at: date.instant(floatingIn: before.time.zone))
  }

  private func fields(
    of series: CalendarSeries, zone: Zone?, from date: CivilDateTime?
  ) -> InvitationFields {
    let whole = Invitation(
      method: .request, series: series, zone: zone, isDoubtful: invitation.isDoubtful)
    return InvitationFields(
      whole, time: InvitationTime(whole, reader: reader, now: now, from: date))
  }
}
