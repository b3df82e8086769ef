/// What of a body's text is shown, by its lines: everything, an answer without history and
/// signature, or the notes and the text of mails passed on.
struct BodyCut {
  /// The text that was cut.
  let text: String
  /// The pieces that are shown: of forwards the note above each, then the text of the innermost; of
  /// anything else one piece. nil where the text has more lines than are looked at.
  private(set) var pieces: [BodyPiece]?
  /// The words of the pieces, as plain text.
  private(set) var kept: String
  /// True where nothing is left out.
  private(set) var isWhole = false
  /// How many mails are passed on inside each other.
  private(set) var forwards = 0

  /// Cuts a mail's text as it stands under its subject.
  static func mail(_ text: String, subject: String?) -> BodyCut {
    passedOn(text, subject: subject, inner: ForwardParser.places(body: text, subject: subject))
      ?? answer(text)
  }

  /// Cuts the text of a mail that came as a part: all of it is shown, but the heads of what it
  /// passes on itself.
  static func part(_ text: String, subject: String?) -> BodyCut {
    passedOn(text, subject: subject, inner: ForwardParser.places(body: text, subject: subject))
      ?? whole(text)
  }

  /// Cuts history and signature off.
  static func answer(_ text: String) -> BodyCut {
    let (reply, lines) = ReplyParser.places(text)
    if reply.text.isEmpty || (reply.quoted.isEmpty && reply.signature == nil) { return whole(text) }
    let isLong = count(text) >= BodyLimits.lines
    return BodyCut(
      text: text, pieces: isLong ? nil : [BodyPiece(ranges(lines))], kept: reply.text)
  }

  private static func whole(_ text: String) -> BodyCut {
    BodyCut(text: text, pieces: [BodyPiece([0..<(count(text) + 1)])], kept: text, isWhole: true)
  }

  private static func passedOn(
    _ text: String, subject: String?, inner places: [ForwardPlace]
  ) -> BodyCut? {
    guard let last = places.last else { return nil }
    var cut = BodyCut(text: text, kept: "", forwards: places.count)
    var pieces: [BodyPiece] = []
    for place in places {
      guard let note = place.mail.note else {
        pieces.append(BodyPiece([]))
        continue
      }
      let (reply, lines) = ReplyParser.places(note)
      cut.kept += reply.text + "\n"
      pieces.append(BodyPiece(ranges(lines.map { $0 + place.note.lowerBound })))
    }
    cut.kept += last.mail.body
    // A picture below the last line belongs to the text too.
    pieces.append(
      BodyPiece([last.body.lowerBound..<(last.body.upperBound + 1)], isUnquoted: true))
    if count(text) < BodyLimits.lines { cut.pieces = pieces }
    return cut
  }

  private static func count(_ text: String) -> Int {
    let bytes = Array(text.utf8)
    return 1 + RichBody.lineEnds(bytes, bytes.indices)
  }

  private static func ranges(_ lines: [Int]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for line in lines {
      if let last = ranges.last, last.upperBound == line {
        ranges[ranges.count - 1] = last.lowerBound..<(line + 1)
      } else {
        ranges.append(line..<(line + 1))
      }
    }
    return ranges
  }

  /// True where this cut of a mail's HTML shows what the cut of its plain version shows: no word of
  /// the other's is among those that this one leaves out, and none to speak of the other way round.
  ///
  /// Both versions say the same in other words here and there (addresses of links, numbers of
  /// lists), so words are counted that one shows and the other has but leaves out.
  func agrees(with plain: BodyCut) -> Bool {
    guard forwards == plain.forwards,
      max(text.utf8.count, plain.text.utf8.count) <= ReadingLimits.comparedBytes
    else { return false }
    let shown = BodyWords(kept)
    let meant = BodyWords(plain.kept)
    let lost = meant.missing(from: shown, thoughIn: BodyWords(text))
    let extra = shown.missing(from: meant, thoughIn: BodyWords(plain.text))
    return lost == 0 && extra <= 2 + meant.count / 20
  }
}
