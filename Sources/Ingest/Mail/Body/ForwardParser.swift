/// Finds the mail that a body passes on: who wrote it, when, to whom, and the note above it.
///
/// A mail that answers quotes in nearly the same shapes; what tells them apart is the separator's
/// words, the mark in front of the subject, and whether the writer put anything above.
public struct ForwardParser {
  private let text: BodyText
  private let mark: SubjectTitle.Mark?
  private let hasSubject: Bool
  private let title: String
  private let prefix: String

  private init(_ body: String, _ subject: String?) {
    text = BodyText(body)
    hasSubject = subject != nil
    let cleaned = SubjectTitle.clean(subject ?? "")
    mark = cleaned.mark
    title = cleaned.title
    prefix = subject?.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() } ?? ""
  }

  /// The forwarded mail in a body, nil where there is none.
  ///
  /// - Parameters:
  ///   - body: the plain text.
  ///   - subject: the subject of the mail that holds it, nil where it is not known.
  public static func parse(body: String, subject: String?) -> ForwardedMail? {
    ForwardParser(body, subject).find()?.mail
  }

  /// The forwarded mail and the mails forwarded inside it, outermost first.
  public static func chain(body: String, subject: String?) -> [ForwardedMail] {
    places(body: body, subject: subject).map(\.mail)
  }

  /// The forwarded mail and the mails forwarded inside it, with where each stands in the body.
  static func places(body: String, subject: String?) -> [ForwardPlace] {
    var found: [ForwardPlace] = []
    var next = ForwardParser(body, subject).find()
    while let place = next, found.count < BodyLimits.forwardDepth {
      found.append(place)
      next = ForwardParser(place.mail.body, place.mail.subject).find()
        .map { $0.moved(by: place.text) }
    }
    return found
  }

  private func find() -> ForwardPlace? {
    var line = 0
    var hasQuotes = false
    while line < text.lines.count {
      let current = text.lines[line]
      if current.isBlank {
        line += 1
        continue
      }
      let begins = current.depth == 0 || !hasQuotes
      if begins, let separator = ForwardSeparator.read(text, at: line),
        let found = afterSeparator(separator, line)
      {
        return found
      }
      if begins, isInCapital(current) || current.depth > 0,
        ForwardBlock.beginsWithSender(text, at: line)
      {
        let block = ForwardBlock(text, at: line)
        if block.isFull, accepts(block, line) {
          return result(block, note: line, depth: current.depth)
        }
        line = max(block.next, line + 1)
        hasQuotes = hasQuotes || current.depth > 0
        continue
      }
      if current.depth == 0, let (attribution, next) = attribution(at: line) {
        // Below it stands what somebody else wrote: an answer, unless the subject says otherwise.
        guard mark == .forward else { return nil }
        return result(attribution, note: line, next: next)
      }
      if current.depth > 0 { hasQuotes = true }
      line += 1
    }
    return nil
  }

  /// Labels begin with a capital or a letter without case, never in the middle of a sentence; one
  /// program writes them small.
  private func isInCapital(_ line: BodyText.Line) -> Bool {
    let first = text.bytes[line.content]
    return first == Byte.asterisk || first >= 0x80 || (65...90).contains(first)
      || (97...122).contains(first)
  }

  private func afterSeparator(_ separator: ForwardSeparator, _ line: Int) -> ForwardPlace? {
    let current = text.lines[line]
    if separator.end + 4 < current.contentEnd {
      let block = ForwardBlock(text, inLine: line, from: separator.end)
      guard block.isComplete, allows(separator, block, line) else { return nil }
      return result(block, note: line, depth: current.depth)
    }
    var first = line + 1
    while first < text.lines.count, first - line < 6, text.lines[first].isBlank { first += 1 }
    guard first < text.lines.count, !text.lines[first].isBlank,
      ForwardBlock.begins(text, at: first)
    else { return nil }
    let block = ForwardBlock(text, at: first)
    guard block.isComplete, allows(separator, block, line) else { return nil }
    return result(block, note: line, depth: text.lines[first].depth)
  }

  private func allows(_ separator: ForwardSeparator, _ block: ForwardBlock, _ line: Int) -> Bool {
    switch separator.kind {
    case .forwarded: return true
    case .unknown: return block.isFull && mark != .reply
    case .rule, .original:
      if saysForward(block) { return true }
      guard mark == nil, block.isFull else { return false }
      if text.isBlank(0..<line) { return true }
      guard !hasSubject else { return false }
      if separator.kind == .rule { return true }
      // Mozilla's forwards begin with the subject, its answers have no block; in quotes stand the
      // forwards of some webmail.
      return block.labels.first == .subject || text.lines[line].depth > 0
    }
  }

  /// A block without a line above it.
  private func accepts(_ block: ForwardBlock, _ line: Int) -> Bool {
    if saysForward(block) { return true }
    return mark == nil && text.isBlank(0..<line) && text.lines[line].depth == 0
      && Set(block.labels).isSuperset(of: [.from, .to, .subject])
  }

  /// True where the subject is marked as a forward, `VS:` of the Nordic languages included, which is
  /// an answer in Finnish, and marks of languages that no table knows.
  private func saysForward(_ block: ForwardBlock) -> Bool {
    if mark == .forward { return true }
    if prefix == "vs", ["fra", "från"].contains(block.fromLabel(in: text)) { return true }
    guard mark == nil, hasSubject, !prefix.isEmpty, let inner = block.mail.subject, !inner.isEmpty
    else { return false }
    let rest = title.dropFirst(prefix.count + 1).drop { $0 == " " }
    return rest == inner[...]
  }

  private func result(_ block: ForwardBlock, note line: Int, depth: Int) -> ForwardPlace {
    var mail = block.mail
    mail.body = text.text(from: block.next, unquoted: depth)
    return place(of: mail, note: line, next: block.next)
  }

  private func result(_ attribution: Attribution, note line: Int, next: Int) -> ForwardPlace {
    var mail = ForwardedMail()
    mail.from = attribution.from
    mail.date = attribution.date
    mail.subject = title
    mail.body = text.text(from: next, unquoted: text.lines[min(next, text.lines.count - 1)].depth)
    return place(of: mail, note: line, next: next)
  }

  private func place(of mail: ForwardedMail, note line: Int, next: Int) -> ForwardPlace {
    var mail = mail
    mail.note = note(before: line)
    let count = text.lines.count
    let first = (0..<line).first { !text.lines[$0].isBlank } ?? line
    let begin = (min(next, count)..<count).first { !text.lines[$0].isBlank } ?? count
    return ForwardPlace(
      mail: mail, note: first..<line, body: min(next, count)..<count, text: begin)
  }

  private func note(before line: Int) -> String? {
    let above = text.text(from: 0, to: line)
    return above.isEmpty ? nil : above
  }

  /// The attribution that begins in a line, perhaps folded into the next, and the line after it.
  private func attribution(at line: Int) -> (Attribution, Int)? {
    let current = text.lines[line]
    guard current.contentEnd - current.content < 300 else { return nil }
    let last = text.bytes[current.contentEnd - 1]
    let endsInColon = last == Byte.colon || last == 0x9A
    if endsInColon, let found = Attribution.read(text.content(line)) { return (found, line + 1) }
    guard !endsInColon, line + 1 < text.lines.count, !text.lines[line + 1].isBlank else {
      return nil
    }
    let following = text.lines[line + 1]
    guard following.depth == 0, text.bytes[following.contentEnd - 1] == Byte.colon,
      following.contentEnd - following.content < 120,
      let found = Attribution.read(text.content(line) + " " + text.content(line + 1))
    else { return nil }
    return (found, line + 2)
  }
}
