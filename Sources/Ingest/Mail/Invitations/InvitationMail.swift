import FoundationEssentials
import Shared

/// All that the calendar of one mail asks for: mostly one event, sometimes several.
///
/// Of several new ones the mail's own task keeps the mail's title and text, and each becomes a
/// sub-task with times, place, people and a row of its own, so that later mails reach it alone.
struct InvitationMail: Sendable {
  /// Each event or task, in the order of the mail; never empty.
  let flows: [InvitationFlow]
  /// True where the mail brings more than are taken.
  let isCut: Bool

  /// Reads the calendar parts of a mail; nil where they ask for nothing.
  init?(_ calendars: [String], proven: String?, reader: Zone, now: Instant) {
    let all = Invitation.all(calendars)
    guard !all.isEmpty else { return nil }
    isCut = all.count > InvitationLimits.events
    flows = all.prefix(InvitationLimits.events).map {
      InvitationFlow($0, proven: proven, reader: reader, now: now)
    }
  }

  /// The draft with what the calendar says; for a mail that is a comment its description alone counts.
  func complete(_ draft: TaskDraft) -> TaskDraft {
    if flows.count == 1 { return flows[0].complete(draft) }
    var draft = draft
    var blocks = flows.prefix(InvitationLimits.describedEvents).map(\.markdown)
    if flows.count > blocks.count {
      blocks.append("> And \(flows.count - blocks.count) more.")
    }
    if let text = draft.description { blocks.append(text) }
    draft.subtasks = flows.map { subtask($0, of: draft) }
    draft.description = blocks.joined(separator: "\n\n")
    if draft.provenance.allSatisfy({ $0.field != .description }) {
      draft.explain(.description, as: .metadata, reference: ["source": "calendar"], confidence: 1)
    }
    draft.facts.details["invitations"] = .array(flows.map(\.details))
    if isCut { draft.facts.warnings.append("invitation_cut") }
    setTimes(&draft)
    return draft
  }

  /// The task of one event below the mail's own.
  private func subtask(_ flow: InvitationFlow, of draft: TaskDraft) -> TaskDraft {
    var task = TaskDraft(title: draft.title)
    task.explain(.title, as: .header, reference: ["header": "Subject"], confidence: 0.5)
    task.facts.sourceKind = draft.facts.sourceKind
    task.facts.senderClass = draft.facts.senderClass
    task.facts.rawInput = draft.facts.rawInput
    return first(flow, flow.complete(task))
  }

  /// The mail's own task lasts from the first event that it invites to, to the end of the last one.
  private func setTimes(_ draft: inout TaskDraft) {
    let times = flows.filter(\.invites).map(\.time)
    guard let due = times.compactMap(\.due).max(), let last = times.first(where: { $0.due == due })
    else { return }
    draft.due = due
    draft.facts.dueGrain = last.grain
    draft.facts.notBefore = times.compactMap(\.start).min()
    draft.timezone = last.zone.name
    let filled = Set(draft.filledFields)
    for field in [TaskField.due, .dueGrain, .notBefore, .timezone, .subtasks]
    where filled.contains(field) {
      draft.explain(field, as: .metadata, reference: ["source": "calendar"], confidence: 0.9)
    }
  }

  /// The draft as a new task of what nobody knew before.
  func first(_ draft: TaskDraft) -> TaskDraft {
    flows.count == 1 ? first(flows[0], draft) : draft
  }

  private func first(_ flow: InvitationFlow, _ draft: TaskDraft) -> TaskDraft {
    guard !flow.invites else { return draft }
    var draft = draft
    draft.facts.warnings.append("invitation_unknown")
    return draft
  }

  /// What is known of each, in the order of ``flows``; the rows stay locked until the transaction
  /// ends.
  func known(
    as actor: Actor, in session: any PostgresSession
  ) async throws -> [InvitationRecord?] {
    try await InvitationRecord.lock(
      Set(flows.map(\.invitation.key)), as: actor, in: session)
    var records: [InvitationRecord?] = []
    for flow in flows {
      records.append(try await InvitationRecord.find(flow.invitation, as: actor, in: session))
    }
    return records
  }

  /// What the mail does to the tasks that are known, and what it brings besides.
  func step(_ known: [InvitationRecord?], for draft: TaskDraft) -> InvitationStep {
    var step = InvitationStep()
    var records: [String: InvitationRecord] = [:]
    for (flow, record) in zip(flows, known) {
      guard let record else {
        step.added.append((flow.invitation, subtask(flow, of: draft)))
        continue
      }
      // Two dates of one series come one after the other.
      let current = records[record.key] ?? record
      let place =
        step.changes.firstIndex { $0.task == current.task }
        ?? {
          step.changes.append(TaskChange(current.task))
          return step.changes.count - 1
        }()
      records[record.key] = flow.apply(
        flow.ruling(current), current, to: &step.changes[place])
    }
    step.records = Array(records.values)
    step.parent = known.compactMap(\.self).first?.parent
    return step
  }

  /// Notes which tasks a new mail's events became.
  func record(
    _ written: WrittenTask, input: StoredInput, in session: any PostgresSession
  ) async throws {
    let tasks = flows.count == 1 ? [written.id] : written.subtasks.map(\.id)
    for (flow, task) in zip(flows, tasks) {
      try await InvitationRecord(flow.invitation, task: task).save(input: input, in: session)
    }
  }
}
