import Shared

/// A mail's bodies, read and cut: its own, and that of the message it passes on as a part.
struct ReadMail {
  /// What was decided about the words.
  let body: ReadBody
  /// The content of the mail itself.
  let content: MailContent
  /// The part that was read as the passed-on mail; it is no attachment then.
  let opened: Int?
  /// The content of that message.
  let inner: MailContent?
  /// The files of both.
  let files: MailFileList

  private var outerBody: RichBody
  private var innerBody: RichBody?
  private let plain: String
  private let innerPlain: String
  private let subject: String?

  /// Reads the bodies of a mail.
  init(_ mail: ParsedMail, subject: String?, convert: MailReader.Converter?) async {
    self.subject = subject
    content = MailContent(mail)
    let names = MailFileList.contentIDs(mail, content)
    let firstImage = MailFileList.freeImage(mail, content)
    let outer = await RichBody(
      content, convert: convert, contentIDs: names, firstImage: firstImage)
    outerBody = outer
    plain = ReadBody.plain(content, rich: outer.text)
    let own = ReadBody(plain, subject: subject)
    guard own.forwarded.isEmpty,
      let message = ReadBody.passedOn(content, subject: subject, plain),
      let part = mail.parts.firstIndex(where: { $0.parent == message })
    else {
      (body, opened, inner, innerPlain) = (own, nil, nil, "")
      files = MailFileList(of: mail, content)
      return
    }
    let passedOn = MailContent(mail, part: part)
    let rich = await RichBody(
      passedOn, convert: convert, contentIDs: MailFileList.contentIDs(mail, passedOn),
      firstImage: outer.nextImage)
    innerBody = rich
    innerPlain = ReadBody.plain(passedOn, rich: rich.text)
    (opened, inner) = (message, passedOn)
    body = ReadBody(plain, passingOn: message, of: mail, innerPlain)
    files = MailFileList(of: mail, content, opened: message, passedOn)
  }

  /// How many elements the HTML hid.
  var hiddenCount: Int { outerBody.hiddenCount + (innerBody?.hiddenCount ?? 0) }
  /// How many tracking pixels it had.
  var pixelCount: Int { outerBody.pixelCount + (innerBody?.pixelCount ?? 0) }
  /// True where a limit cut it.
  var isCut: Bool { outerBody.isCut || innerBody?.isCut == true }
  /// True where it could not be converted.
  var hasFailed: Bool { outerBody.hasFailed || innerBody?.hasFailed == true }

  /// What is shown, in the order of the mail: the note above each passed-on mail and the text of the
  /// innermost, or the sender's words alone. nil where the plain text is to be shown.
  mutating func markdown() async -> (texts: [String], images: [EmbeddedImage])? {
    let subject = subject
    var outer = outerBody
    defer { outerBody = outer }
    let alternative = content.plainAlternative == plain ? plain : nil
    guard let inner, var passedOn = innerBody else {
      return await Self.shown(&outer, alternative) { BodyCut.mail($0, subject: subject) }
    }
    defer { innerBody = passedOn }
    let note = await Self.shown(&outer, alternative, cut: BodyCut.answer)
    let innerSubject = body.forwarded.first?.subject
    let text = await Self.shown(
      &passedOn, inner.plainAlternative == innerPlain ? innerPlain : nil
    ) { BodyCut.part($0, subject: innerSubject) }
    guard note != nil || text != nil else { return nil }
    let above = note?.texts ?? [body.forwarded[0].note.map(PlainMarkdown.render) ?? ""]
    let below =
      text?.texts
      ?? body.forwarded.dropFirst().map { $0.note.map(Self.ownWords) ?? "" }
      + [PlainMarkdown.render(body.forwarded[body.forwarded.count - 1].body)]
    return (above + below, (note?.images ?? []) + (text?.images ?? []))
  }

  /// A note as Markdown, without what it quotes.
  static func ownWords(_ note: String) -> String {
    PlainMarkdown.render(ReplyParser.parse(note).text)
  }

  /// The Markdown of a body where it is HTML, cut as its lines say. nil where the cut cannot be
  /// placed, or the mail's plain version is cut otherwise, so that no words are lost.
  private static func shown(
    _ rich: inout RichBody, _ alternative: String?, cut: (String) -> BodyCut
  ) async -> (texts: [String], images: [EmbeddedImage])? {
    guard rich.hasMarkdown else { return nil }
    let own = cut(rich.text)
    let plain = alternative.map(cut)
    // A plain version of which nothing is cut has always given way to the HTML.
    if (plain ?? own).isWhole, let whole = rich.whole() {
      return whole.text.allSatisfy(\.isWhitespace) ? nil : ([whole.text], whole.images)
    }
    if let plain, !own.agrees(with: plain) { return nil }
    guard let pieces = own.pieces, let found = await rich.cut(pieces),
      found.texts.contains(where: { !$0.allSatisfy(\.isWhitespace) })
    else { return nil }
    return found
  }
}
