public import Shared

/// What a mail says as a task: title, Markdown, files, and where each of them came from.
///
/// It knows nothing of users, projects or storage: those are added by the caller.
public struct MailReading: Sendable {
  /// The title; never empty.
  public var title = ""
  /// The description as Markdown.
  public var description = ""
  /// Files, in the order of the mail.
  public var attachments: [MailAttachment] = []
  /// The mail inside this one, where it passes one on, and those inside that, outermost first.
  public var forwarded: [ForwardedMail] = []
  /// Calendar parts as text, with the METHOD that the mail's header gives.
  public var calendars: [String] = []
  /// Codes of what was cut or looked wrong, for `task_facts.warnings`.
  public var warnings: [String] = []
  /// What explains the task: sender, which part became what, quoted history.
  public var details: JSONObject = [:]
  /// Where title, description and attachments came from.
  public var provenance: [Provenance] = []

  /// The draft as a task that belongs to nobody yet; attachments come in as they are stored.
  public var task: TaskDraft {
    var task = TaskDraft(title: title)
    task.description = description.isEmpty ? nil : description
    task.facts.sourceKind = "mail"
    task.facts.warnings = warnings
    task.facts.details = details
    task.provenance = provenance
    return task
  }

  /// The draft of a message that could not be read or took too long: its subject if that can be
  /// had, and the raw message as a file; no bytes stand for a message that is lost.
  public static func unreadable(_ message: [UInt8], reason: String) -> MailReading {
    let mail = MailParser.parse(Array(message.prefix(65_536)))
    var draft = MailReading()
    let subject = mail.subject().map { SubjectTitle.clean($0).title } ?? ""
    draft.title = subject.isEmpty ? "Mail that could not be read" : subject
    draft.warnings = ["mail_unreadable"]
    if message.isEmpty {
      draft.description = "This mail could not be read, and its message is no longer kept."
      draft.warnings.append("raw_message_not_attached")
    } else {
      draft.description = "This mail could not be read; the message itself is attached."
      draft.attachments = [
        MailAttachment(
          name: "message.eml", claimedType: "message/rfc822", contentID: nil, bytes: message)
      ]
    }
    draft.details["failure"] = .string(reason)
    draft.provenance = [
      Provenance(
        .title, value: draft.title, kind: subject.isEmpty ? .default : .header,
        reference: ["header": "Subject"], confidence: subject.isEmpty ? 0.1 : 0.9),
      Provenance(.description, kind: .rule, reference: ["rule": "unreadable"], confidence: 1),
      Provenance(.attachments, kind: .rule, reference: ["rule": "raw_message"], confidence: 1),
    ]
    return draft
  }
}
