import FoundationEssentials
import Shared

/// Takes an invitation to its task: a new one, or changes and comments on the one it became before.
struct InvitationFlow: Sendable {
  private let invitation: Invitation
  private let fields: InvitationFields
  /// The From address that a trusted server has proven, in lower case.
  private let proven: String?

  /// What the mail asks for; `proven` is its authenticated sender, `reader` the zone of the person,
  /// `now` when the mail came.
  init(_ invitation: Invitation, proven: String?, reader: Zone, now: Instant) {
    self.invitation = invitation
    self.proven = proven
    fields = InvitationFields(
      invitation, time: InvitationTime(invitation, reader: reader, now: now))
  }

  /// The block that says what the mail is.
  var markdown: String { InvitationText.markdown(invitation, fields.time) }

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
  private var invites: Bool {
    switch invitation.method {
    case .request, .publish, .add: !invitation.isCancellation
    case .reply, .cancel, .refresh, .counter, .declineCounter: false
    }
  }

  /// The draft as a new task of an invitation that nobody knew before.
  func first(_ draft: TaskDraft) -> TaskDraft {
    guard !invites else { return draft }
    var draft = draft
    draft.facts.warnings.append("invitation_unknown")
    return draft
  }

  /// What is known of the invitation, and what this mail may do about it.
  func open(
    as actor: Actor, in session: any PostgresSession
  ) async throws -> (record: InvitationRecord?, ruling: InvitationRuling) {
    let record = try await InvitationRecord.open(invitation.key, as: actor, in: session)
    return (
      record, InvitationRuling.decide(invitation, record: record, proven: proven)
    )
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
      change.fields[.status] = .string(TaskStatus.canceled.rawValue)
      // No further date comes of it either.
      change.fields[.recurrenceRule] = .null
      note(&record)
      record.isCancelled = true
    case .update:
      fields.apply(to: &change)
      if record.isCancelled { change.fields[.status] = .string(TaskStatus.todo.rawValue) }
      note(&record)
      record.isCancelled = false
      record.attendees = InvitationAttendee.list(invitation.item)
    }
    return record
  }

  private func note(_ record: inout InvitationRecord) {
    record.sequence = invitation.item.sequence
    record.stamp = invitation.item.stamp ?? record.stamp
  }

  /// Notes that the invitation became a task.
  func record(
    task: UUID, input: StoredInput, in session: any PostgresSession
  ) async throws {
    try await save(InvitationRecord(invitation, task: task), input: input, in: session)
  }

  /// Writes the row.
  func save(
    _ record: InvitationRecord, input: StoredInput, in session: any PostgresSession
  ) async throws {
    try await record.save(invitation.key, input: input, in: session)
  }
}
