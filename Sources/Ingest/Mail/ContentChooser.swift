/// Walks a mail's tree and sorts its leaves into a ``MailContent``.
struct ContentChooser {
  /// What has been chosen.
  private(set) var content = MailContent()
  private let mail: ParsedMail
  private let children: [[Int]]

  /// A walker over the mail.
  init(_ mail: ParsedMail) {
    self.mail = mail
    var lists = [[Int]](repeating: [], count: mail.parts.count)
    for (index, part) in mail.parts.enumerated() where part.parent >= 0 {
      lists[part.parent].append(index)
    }
    children = lists
  }

  /// Sorts a part and everything in it.
  mutating func visit(_ index: Int) {
    let part = mail.parts[index]
    switch part.kind {
    case .alternative: visitAlternative(index)
    case .message:
      // At the top the embedded message is the mail itself.
      if part.parent < 0, let inner = children[index].first {
        visit(inner)
      } else {
        content.messages.append(index)
      }
    case .related:
      // RFC 2387: the root comes first; the rest belongs to it.
      for (place, child) in children[index].enumerated() {
        if place == 0 { visit(child) } else { visitRelated(child) }
      }
    case .signed:
      for child in children[index] {
        if isSignature(child) { continue }
        visit(child)
      }
    case _ where part.kind.isMultipart:
      for child in children[index] { visit(child) }
    default: visitLeaf(index)
    }
  }

  private mutating func visitLeaf(_ index: Int) {
    let part = mail.parts[index]
    let isText = part.kind == .plainText || part.kind == .html
    if part.kind == .calendar { content.calendars.append(index) }
    guard isText, !part.isAttachment, mail.fileName(of: index) == nil || part.isInline else {
      // The status of a report is for programs; what a person reads stands before it.
      if part.kind != .status { content.files.append(index) }
      return
    }
    show(index)
  }

  private mutating func visitRelated(_ index: Int) {
    if mail.parts[index].isLeaf { content.files.append(index) } else { visit(index) }
  }

  private mutating func visitAlternative(_ index: Int) {
    var plain: Int?
    var html: Int?
    var richest: Int?
    for child in children[index] {
      let kind = mail.parts[child].kind
      switch kind {
      case .plainText where !mail.parts[child].isAttachment: plain = plain ?? child
      case .html where !mail.parts[child].isAttachment: html = html ?? child
      case .calendar:
        content.calendars.append(child)
        content.files.append(child)
      case _ where kind.isMultipart: richest = child
      default: visitLeaf(child)
      }
    }
    // A multipart among the alternatives holds the HTML with its images, or a mixed body.
    if let richest {
      visit(richest)
      if let plain { note(alternative: plain) }
      return
    }
    switch (plain, html) {
    case (let plain?, let html?):
      show(html)
      note(alternative: plain)
    case (let only?, nil), (nil, let only?): show(only)
    case (nil, nil): break
    }
  }

  private mutating func show(_ index: Int) {
    let text = readable(index)
    guard !text.allSatisfy(\.isWhitespace) else { return }
    content.pieces.append(mail.parts[index].kind == .html ? .html(text) : .plain(text))
    content.shown.append(index)
  }

  private mutating func note(alternative index: Int) {
    let text = readable(index)
    guard !text.allSatisfy(\.isWhitespace), content.plainAlternative == nil else { return }
    content.plainAlternative = text
    content.alternative = index
    if content.pieces.isEmpty { content.pieces.append(.plain(text)) }
  }

  /// The text of a leaf as a person reads it: no byte order mark, no NUL, format=flowed undone.
  private mutating func readable(_ index: Int) -> String {
    let decoded = mail.text(of: index)
    content.warnings.formUnion(decoded.warnings)
    var text = decoded.text
    if text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst() }
    if text.utf8.contains(0) || text.utf8.contains(Byte.carriageReturn) {
      text = Self.withoutMarks(text)
    }
    if mail.parts[index].kind == .plainText { text = takeFiles(from: text) }
    guard mail.parts[index].kind == .plainText,
      mail.contentTypeParameter("format", of: index)?.lowercased() == "flowed"
    else { return text }
    let deletes = mail.contentTypeParameter("delsp", of: index)?.lowercased() == "yes"
    return FlowedText.unflow(text, deletesSpace: deletes)
  }

  /// The text without the uuencoded files in it, which are noted.
  private mutating func takeFiles(from text: String) -> String {
    guard text.utf8.count >= 20, text.contains("begin ") else { return text }
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    var position = 0
    while content.textFiles.count < AttachmentLimits.count,
      let file = UUDecoder.nextFile(bytes.span, from: position, to: bytes.count)
    {
      kept += bytes[position..<file.range.lowerBound]
      content.textFiles.append((file.name, file.bytes))
      position = file.range.upperBound
    }
    guard position > 0 else { return text }
    return String(decoding: kept + bytes[position...], as: UTF8.self)
  }

  /// The text without NUL, its line ends as line feeds.
  private static func withoutMarks(_ text: String) -> String {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.utf8.count)
    var wasReturn = false
    for byte in text.utf8 {
      if wasReturn, byte != Byte.lineFeed { kept.append(Byte.lineFeed) }
      wasReturn = byte == Byte.carriageReturn
      if byte != 0, !wasReturn { kept.append(byte) }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private func isSignature(_ index: Int) -> Bool {
    switch mail.mediaType(of: index) {
    case "application/pgp-signature", "application/pkcs7-signature",
      "application/x-pkcs7-signature":
      true
    default: false
    }
  }
}
