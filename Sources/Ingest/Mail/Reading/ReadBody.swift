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

  /// Reads the text of a mail.
  init(_ plain: String, subject: String?) {
    forwarded = ForwardParser.chain(body: plain, subject: subject)
    if let outer = forwarded.first {
      text = outer.note ?? outer.body
      return
    }
    let reply = ReplyParser.parse(plain)
    text = reply.text.isEmpty ? plain : reply.text
    quoted = reply.text.isEmpty ? "" : reply.quoted
    signature = reply.signature
  }

  /// Reads the text of a mail that passes on a message as a part, and that message's text.
  init(_ plain: String, passingOn message: Int, of mail: ParsedMail, _ inner: String) {
    text = plain
    forwarded = [Self.forward(mail, message, note: plain)]
    forwarded[0].body = inner
    forwarded += ForwardParser.chain(body: inner, subject: forwarded[0].subject)
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

  /// The plain text: the sender's own plain version, unless it only points at the HTML, whose text
  /// is `rich`.
  static func plain(_ content: MailContent, rich: String) -> String {
    guard let plain = content.plainAlternative else { return rich }
    let isStub = plain.utf8.count < 200 && rich.utf8.count > plain.utf8.count * 4
    return isStub ? rich : plain
  }

  /// The embedded message that the mail passes on: the only one, where the subject says forward or
  /// the sender wrote little or nothing himself.
  static func passedOn(_ content: MailContent, subject: String?, _ plain: String) -> Int? {
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
    let trimmed = ReplyParser.parse(note).text
    result.note = trimmed.isEmpty ? nil : trimmed
    return result
  }
}
