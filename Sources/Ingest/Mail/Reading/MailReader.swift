import Shared

/// Reads a mail as a task: which words are the task, which are history, which mail was passed on.
public struct MailReader: Sendable {
  /// Turns HTML into Markdown; the caller decides where hostile bytes are looked at. nil or an error
  /// falls back on the plain text.
  public typealias Converter = @Sendable (_ request: MailBodyRequest) async throws -> MarkdownResult

  private let convert: Converter?

  /// A builder that shows HTML through `converter`, or as plain text where that is nil.
  public init(converter: Converter? = nil) {
    convert = converter
  }

  /// What a mail says.
  public func read(_ mail: ParsedMail) async -> MailReading {
    var draft = MailReading()
    let subject = mail.subject()
    var parts = await ReadMail(mail, subject: subject, convert: convert)
    let body = parts.body
    draft.forwarded = body.forwarded
    draft.attachments = parts.files.attachments
    draft.calendars = (parts.content.calendars + (parts.inner?.calendars ?? [])).map {
      mail.text(of: $0).text
    }
    addWarnings(&draft, mail, parts)
    draft.description = await description(&parts, &draft)
    setTitle(&draft, subject: subject, body: body, from: mail.addresses(.from).first)
    addDetails(&draft, mail, body)
    draft.details["parts"] = PartRoles.json(mail, parts.content, opened: parts.opened)
    if !draft.attachments.isEmpty {
      draft.provenance.append(
        Provenance(
          .attachments, value: "\(draft.attachments.count)", kind: .metadata,
          reference: ["source": "parts"], confidence: 1))
    }
    return draft
  }

  private func description(_ parts: inout ReadMail, _ draft: inout MailReading) async -> String {
    let body = parts.body
    let rich = await parts.markdown()
    if parts.hasFailed { draft.warnings.append("html_not_converted") }
    if parts.isCut { draft.warnings.append("html_cut") }
    if parts.hiddenCount > 0 { draft.details["hidden_parts"] = .int(Int64(parts.hiddenCount)) }
    if parts.pixelCount > 0 { draft.details["tracking_pixels"] = .int(Int64(parts.pixelCount)) }
    for image in rich?.images ?? [] where !image.bytes.isEmpty {
      draft.attachments.append(
        MailAttachment(
          name: image.name, claimedType: image.mediaType, contentID: nil, bytes: image.bytes))
    }
    var text = ""
    var source = rich == nil ? "plain" : "html"
    if body.forwarded.isEmpty {
      text = rich?.texts.first ?? PlainMarkdown.render(body.text)
    } else {
      text = passedOn(body, rich?.texts)
      source = "forward"
    }
    if text.isEmpty, draft.warnings.contains("mail_encrypted") {
      text = "*This mail is encrypted; what came is attached.*"
      source = "rule"
    }
    if text.isEmpty, draft.warnings.contains("mail_opaque_signature") {
      text = "*This mail's text lies inside its S/MIME signature; what came is attached.*"
      source = "rule"
    }
    if text.unicodeScalars.count > ReadingLimits.descriptionCharacters {
      let kept = text.unicodeScalars.prefix(ReadingLimits.descriptionCharacters)
      text = String(String.UnicodeScalarView(kept)) + "…"
      draft.warnings.append("description_cut")
    }
    if !text.isEmpty {
      draft.provenance.append(
        Provenance(
          .description, kind: .span, reference: ["source": .string(source)],
          confidence: source == "forward" ? 0.9 : 0.95))
    }
    return text
  }

  /// The forwarder's note, then each passed-on mail under its head, from the outside in. `texts`
  /// holds the notes and the innermost text as Markdown, where the HTML gave it.
  private func passedOn(_ body: ReadBody, _ texts: [String]?) -> String {
    var blocks: [String] = []
    for (place, mail) in body.forwarded.enumerated() {
      blocks.append(texts?[place] ?? mail.note.map(ReadMail.ownWords) ?? "")
      blocks.append(ForwardHeader.markdown(mail))
    }
    let last = body.forwarded.count
    blocks.append(texts?[last] ?? PlainMarkdown.render(body.forwarded[last - 1].body))
    return blocks.map(RichBody.trimmed).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func setTitle(
    _ draft: inout MailReading, subject: String?, body: ReadBody, from: MailAddress?
  ) {
    let cleaned = SubjectTitle.clean(subject ?? "").title
    var kind = Provenance.Kind.header
    var reference: JSONObject = ["header": "Subject"]
    var confidence = 0.95
    if !cleaned.isEmpty {
      draft.title = cleaned
    } else if let inner = body.forwarded.first?.subject,
      case let title = SubjectTitle.clean(inner).title, !title.isEmpty
    {
      draft.title = title
      (kind, reference, confidence) = (.span, ["source": "forwarded_subject"], 0.8)
    } else if let line = ReadBody.firstLine(of: body.text) {
      draft.title = line
      (kind, reference, confidence) = (.span, ["source": "first_line"], 0.5)
    } else {
      let sender = from.flatMap { $0.name ?? $0.address }
      draft.title = sender.map { "Mail from \($0)" } ?? "Mail without a subject"
      (kind, reference, confidence) = (.default, ["rule": "no_subject"], 0.2)
    }
    draft.provenance.append(
      Provenance(
        .title, value: draft.title, kind: kind, reference: reference, confidence: confidence))
  }

  private func addWarnings(_ draft: inout MailReading, _ mail: ParsedMail, _ parts: ReadMail) {
    var all = mail.warnings
    all.formUnion(parts.content.warnings)
    if let inner = parts.inner { all.formUnion(inner.warnings) }
    draft.warnings += all.all.map { "mail_" + $0.code }
    if parts.files.isCut { draft.warnings.append("attachments_cut") }
  }

  private func addDetails(_ draft: inout MailReading, _ mail: ParsedMail, _ body: ReadBody) {
    draft.details["from"] = mail.addresses(.from).first.map(MailFileList.json)
    draft.details["message_id"] = mail.messageID().map(JSONValue.string)
    draft.details["sent_at"] = mail.date().map(JSONValue.int)
    if !body.quoted.isEmpty {
      let kept = body.quoted.unicodeScalars.prefix(ReadingLimits.quotedCharacters)
      draft.details["quoted"] = .string(String(String.UnicodeScalarView(kept)))
    }
    draft.details["signature"] = body.signature.map(JSONValue.string)
    if !body.forwarded.isEmpty {
      draft.details["forwarded"] = .array(body.forwarded.map(ForwardHeader.json))
    }
  }
}
