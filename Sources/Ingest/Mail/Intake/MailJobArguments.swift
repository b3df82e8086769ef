import FoundationEssentials
import Shared

/// What the job of a mail gets.
struct MailJobArguments: Hashable, Sendable {
  /// The row of `pipeline.raw_inputs`.
  var input: UUID
  /// The project that the address leads to.
  var project: UUID?
  /// An earlier input with the same Message-ID and other content.
  var sameIdentity: UUID?

  /// The task whose own address it came to.
  var task: UUID?
  /// What the door decided.
  var disposition = MailAdmission.Disposition.accept
  /// Why, where it is not simply accepted.
  var reason: String?
  /// Who sent it, as far as a trusted server has said so.
  var sender = TaskFacts.SenderClass.outsider
  /// The address of From in lower case, where a trusted server has authenticated it.
  var proven: String?
  /// Who may be told where nothing can come of the mail; nil where nobody is.
  var notify: String?

  /// Arguments of those parts.
  init(input: UUID, project: UUID?, sameIdentity: UUID?) {
    self.input = input
    self.project = project
    self.sameIdentity = sameIdentity
  }

  /// What the door decided about an input, as it is kept beside it; as of an outsider's mail where
  /// nothing is.
  init(of input: StoredInput) {
    var members = input.details["job"]?.objectValue ?? [:]
    members["input"] = .string(input.id.uuidString.lowercased())
    self =
      MailJobArguments(.object(members))
      ?? MailJobArguments(input: input.id, project: nil, sameIdentity: nil)
  }

  /// Reads them back; nil where they are not a mail's.
  init?(_ json: JSONValue) {
    guard let input = json["input"]?.stringValue.flatMap(UUID.init(uuidString:)) else {
      return nil
    }
    self.input = input
    project = json["project"]?.stringValue.flatMap(UUID.init(uuidString:))
    sameIdentity = json["same_identity"]?.stringValue.flatMap(UUID.init(uuidString:))
    task = json["task"]?.stringValue.flatMap(UUID.init(uuidString:))
    disposition = json["disposition"]?.stringValue.flatMap { .init(rawValue: $0) } ?? .accept
    reason = json["reason"]?.stringValue
    sender = json["sender"]?.stringValue.flatMap { .init(rawValue: $0) } ?? .outsider
    proven = json["proven"]?.stringValue
    notify = json["notify"]?.stringValue
  }

  /// What is kept of them beside the input, whose id is not known yet.
  var decision: JSONValue {
    var members = json.objectValue ?? [:]
    members["input"] = nil
    members["notify"] = nil
    return .object(members)
  }

  /// As they stand on the job.
  var json: JSONValue {
    .members([
      "input": .string(input.uuidString.lowercased()),
      "project": project.map { .string($0.uuidString.lowercased()) },
      "same_identity": sameIdentity.map { .string($0.uuidString.lowercased()) },
      "task": task.map { .string($0.uuidString.lowercased()) },
      "disposition": disposition == .accept ? nil : .string(disposition.rawValue),
      "reason": reason.map { .string($0) },
      "sender": .string(sender.rawValue),
      "proven": proven.map { .string($0) },
      "notify": notify.map { .string($0) },
    ])
  }
}
