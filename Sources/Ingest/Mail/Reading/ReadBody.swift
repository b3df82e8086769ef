/// The words of a mail: what its sender wrote, what was passed on, what is history.
struct ReadBody {
  /// The sender's own words, or everything where nothing could be told apart.
  private(set) var text = ""
  /// History that was quoted.
  private(set) var quoted = ""
  /// The signature.
  private(set) var signature: String?
  /// Mails that were passed on, outermost first.
  private(set) var forwarded: [ForwardedMail] = []
  /// True where the passed-on mail was a part of its own.
  private(set) var forwardedFromPart = false
  /// The part that was read as the passed-on mail; it is no attachment then.
  private(set) var openedMessage: Int?
  /// True where the text is all there was: nothing quoted, signed or passed on.
  private(set) var isWhole = true

  /// Reads the bodies of a mail.
  init(_ mail: ParsedMail, _ content: MailContent, subject: String?) {
    let plain = Self.plain(content)
    forwarded = ForwardParser.chain(body: plain, subject: subject)
    if forwarded.isEmpty, let message = Self.passedOn(mail, content, subject, plain) {
      openedMessage = message
      forwardedFromPart = true
      forwarded = [Self.forward(mail, message, note: plain)]
      forwarded += ForwardParser.chain(body: forwarded[0].body, subject: forwarded[0].subject)
      isWhole = false
      text = plain
      return
    }
    if let outer = forwarded.first {
      isWhole = false
      text = outer.note ?? outer.body
      return
    }
    let reply = ReplyParser.parse(plain)
    isWhole = reply.quoted.isEmpty && reply.signature == nil
    text = reply.text.isEmpty ? plain : reply.text
    quoted = reply.text.isEmpty ? "" : reply.quoted
    signature = reply.signature
  }

  /// The first line that says something, cut to a title's length.
  static func firstLine(of text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline).prefix(50) {
      let words = line.drop { !$0.isLetter && !$0.isNumber }
      guard words.contains(where: \.isLetter) else { continue }
      guard words.count > ReadingLimits.titleCharacters else { return String(words) }
      let cut = words.prefix(ReadingLimits.titleCharacters)
      let end = cut.lastIndex(of: " ") ?? cut.endIndex
      return cut[..<end] + "…"
    }
    return nil
  }

  /// The plain text: the sender's own plain version, unless it only points at the HTML.
  private static func plain(_ content: MailContent) -> String {
    guard let plain = content.plainAlternative else { return content.plainText }
    let rich = content.plainText
    let isStub = plain.utf8.count < 200 && rich.utf8.count > plain.utf8.count * 4
    return isStub ? rich : plain
  }

  /// The embedded message that the mail passes on: the only one, where the subject says forward or
  /// the sender wrote little or nothing himself.
  private static func passedOn(
    _ mail: ParsedMail, _ content: MailContent, _ subject: String?, _ plain: String
  ) -> Int? {
    guard content.messages.count == 1, let message = content.messages.first else { return nil }
    if SubjectTitle.clean(subject ?? "").mark == .forward { return message }
    return plain.utf8.count < 2_000 && content.files.isEmpty ? message : nil
  }

  /// An embedded message as a forward, its header fields decoded.
  private static func forward(_ mail: ParsedMail, _ message: Int, note: String) -> ForwardedMail {
    var result = ForwardedMail()
    guard let inner = mail.parts.firstIndex(where: { $0.parent == message }) else { return result }
    result.from = mail.addresses(.from, of: inner).first
    result.to = mail.addresses(.to, of: inner)
    result.cc = mail.addresses(.cc, of: inner)
    result.subject = mail.subject(of: inner)
    result.date = mail.values(named: "date", of: inner, limit: 1).first
    result.body = plain(MailContent(mail, part: inner))
    let trimmed = ReplyParser.parse(note).text
    result.note = trimmed.isEmpty ? nil : trimmed
    return result
  }
}
