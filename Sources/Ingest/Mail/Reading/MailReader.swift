import Shared

/// Reads a mail as a task: which words are the task, which are history, which mail was passed on.
public struct MailReader: Sendable {
  /// Turns HTML into Markdown; the caller decides where hostile bytes are looked at. nil or an error
  /// falls back on the plain text.
  public typealias Converter =
    @Sendable (_ html: [UInt8], _ contentIDs: [String: String]) async throws -> MarkdownResult

  private let convert: Converter?

  /// A builder that shows HTML through `converter`, or as plain text where that is nil.
  public init(converter: Converter? = nil) {
    convert = converter
  }

  /// What a mail says.
  public func read(_ mail: ParsedMail) async -> MailReading {
    var draft = MailReading()
    let content = MailContent(mail)
    let subject = mail.subject()
    let body = ReadBody(mail, content, subject: subject)
    draft.forwarded = body.forwarded
    let files = MailFileList(of: mail, content, without: body.openedMessage)
    draft.attachments = files.attachments
    draft.calendars = Self.calendars(mail, content, inside: body.openedMessage)
    addWarnings(&draft, mail, content)
    if files.isCut { draft.warnings.append("attachments_cut") }
    draft.description = await description(body, content, &draft)
    setTitle(&draft, subject: subject, body: body, from: mail.addresses(.from).first)
    addDetails(&draft, mail, body)
    draft.details["parts"] = PartRoles.json(mail, content, opened: body.openedMessage)
    if !draft.attachments.isEmpty {
      draft.provenance.append(
        Provenance(
          .attachments, value: "\(draft.attachments.count)", kind: .metadata,
          reference: ["source": "parts"], confidence: 1))
    }
    return draft
  }

  /// The calendar parts of the mail, and of the mail that it passes on as a part.
  private static func calendars(
    _ mail: ParsedMail, _ content: MailContent, inside message: Int?
  ) -> [String] {
    var parts = content.calendars
    if let message, let inner = mail.parts.firstIndex(where: { $0.parent == message }) {
      parts += MailContent(mail, part: inner).calendars
    }
    return parts.map { mail.text(of: $0).text }
  }

  private func description(
    _ body: ReadBody, _ content: MailContent, _ draft: inout MailReading
  ) async -> String {
    var text = ""
    var source = "plain"
    if let markdown = await richText(body, content, &draft) {
      text = markdown
      source = "html"
    } else {
      text = PlainMarkdown.render(body.text)
    }
    if !body.forwarded.isEmpty {
      text = passedOn(body, richText: source == "html" ? text : nil)
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

  /// The forwarder's note, then each passed-on mail under its head, from the outside in.
  private func passedOn(_ body: ReadBody, richText: String?) -> String {
    var blocks: [String] = []
    for mail in body.forwarded {
      if let note = mail.note { blocks.append(PlainMarkdown.render(ReplyParser.parse(note).text)) }
      blocks.append(ForwardHeader.markdown(mail))
    }
    let last = body.forwarded[body.forwarded.count - 1]
    blocks.append(richText ?? PlainMarkdown.render(last.body))
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The body from its HTML, where nothing had to be taken out of its text.
  private func richText(
    _ body: ReadBody, _ content: MailContent, _ draft: inout MailReading
  ) async -> String? {
    guard let convert, body.isWhole, case .html(let html)? = content.pieces.first,
      content.pieces.count == 1, html.utf8.count <= ReadingLimits.htmlBytes
    else { return nil }
    guard
      let result = try? await convert(Array(html.utf8), MailFileList.contentIDs(draft.attachments))
    else {
      draft.warnings.append("html_not_converted")
      return nil
    }
    if result.isTruncated { draft.warnings.append("html_cut") }
    for (index, image) in result.embedded.enumerated() where !image.bytes.isEmpty {
      draft.attachments.append(
        MailAttachment(
          name: AttachmentName.clean("image-\(index + 1)" + MailFileList.ending(image.mediaType)),
          claimedType: image.mediaType, contentID: nil, bytes: image.bytes))
    }
    if result.hiddenCount > 0 { draft.details["hidden_parts"] = .int(Int64(result.hiddenCount)) }
    if result.pixelCount > 0 { draft.details["tracking_pixels"] = .int(Int64(result.pixelCount)) }
    return result.markdown.allSatisfy(\.isWhitespace) ? nil : result.markdown
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

  private func addWarnings(_ draft: inout MailReading, _ mail: ParsedMail, _ content: MailContent) {
    var all = mail.warnings
    all.formUnion(content.warnings)
    draft.warnings += all.all.map { "mail_" + $0.code }
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
