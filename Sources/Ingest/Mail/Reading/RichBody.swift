import Shared

/// The body of a mail as its reader sees it: its lines to decide by, its Markdown to show.
///
/// HTML is read by the converter, so nothing that a mail hides is in the lines; where there is no
/// converter, or it fails, the words of the HTML stand for it.
struct RichBody {
  /// A stretch of the body.
  private struct Stretch {
    var piece: MailContent.Piece
    /// What the converter made of its HTML.
    var result: MarkdownResult?
    /// The bytes of its words in the text.
    var bytes: Range<Int>
  }

  /// The text of the whole body.
  private(set) var text = ""
  /// How many elements were hidden.
  private(set) var hiddenCount = 0
  /// How many tracking pixels there were.
  private(set) var pixelCount = 0
  /// True where HTML could not be converted.
  private(set) var hasFailed = false
  /// True where a limit cut the HTML.
  private(set) var isCut = false

  private var stretches: [Stretch] = []
  private let convert: MailReader.Converter?
  private let contentIDs: [String: String]
  private let firstImage: Int

  /// Reads the body; its `data:` images are numbered from `firstImage` on.
  init(
    _ content: MailContent, convert: MailReader.Converter?, contentIDs: [String: String],
    firstImage: Int
  ) async {
    self.convert = convert
    self.contentIDs = contentIDs
    self.firstImage = firstImage
    for piece in content.pieces {
      let result = await converted(piece, number: stretches.count)
      if let result {
        hiddenCount += result.hiddenCount
        pixelCount += result.pixelCount
        isCut = isCut || result.isTruncated
      }
      add(piece, result)
    }
  }

  /// True where some of it is HTML that was converted.
  var hasMarkdown: Bool { stretches.contains { $0.result != nil } }

  /// The number that no image of the body has reached.
  var nextImage: Int {
    stretches.contains { $0.result?.embedded.isEmpty == false }
      ? firstImage + stretches.count * HTMLLimits.embeddedCount : firstImage
  }

  private mutating func converted(
    _ piece: MailContent.Piece, number: Int
  ) async -> MarkdownResult? {
    guard let convert, number < ReadingLimits.convertedPieces, let request = request(piece, number)
    else { return nil }
    do {
      return try await convert(request)
    } catch {
      hasFailed = true
      return nil
    }
  }

  private func request(_ piece: MailContent.Piece, _ number: Int) -> MailBodyRequest? {
    guard case .html(let html) = piece, html.utf8.count <= ReadingLimits.htmlBytes else {
      return nil
    }
    return MailBodyRequest(
      Array(html.utf8), charset: "utf-8", contentIDs: contentIDs,
      firstImage: firstImage + number * HTMLLimits.embeddedCount)
  }

  private mutating func add(_ piece: MailContent.Piece, _ result: MarkdownResult?) {
    let words =
      switch piece {
      case .plain(let text): text
      case .html(let html): result?.lines ?? HTMLPlainText.text(of: html)
      }
    if !text.isEmpty, !words.isEmpty {
      text += text.utf8.last == Byte.lineFeed ? "\n" : "\n\n"
    }
    let start = text.utf8.count
    text += words
    stretches.append(Stretch(piece: piece, result: result, bytes: start..<text.utf8.count))
  }

  /// The lines of each stretch.
  private func lines() -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var first = 0
    var place = 0
    return stretches.map { stretch in
      first += Self.lineEnds(bytes, place..<stretch.bytes.lowerBound)
      let last = first + Self.lineEnds(bytes, stretch.bytes)
      defer { (first, place) = (last, stretch.bytes.upperBound) }
      return first..<(last + 1)
    }
  }

  /// How many lines end among the bytes.
  static func lineEnds(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var count = 0
    var place = range.lowerBound
    while let end = ByteSearch.index(
      of: Byte.lineFeed, in: bytes.span, from: place, to: range.upperBound)
    {
      count += 1
      place = end + 1
    }
    return count
  }

  /// The Markdown of the whole body with its own images; nil where nothing of it is HTML.
  func whole() -> (text: String, images: [EmbeddedImage])? {
    guard hasMarkdown else { return nil }
    if stretches.count == 1, let result = stretches[0].result {
      return (result.markdown, result.embedded)
    }
    let texts = stretches.map { stretch in
      stretch.result.map { Self.trimmed($0.markdown) } ?? Self.plain(stretch.piece)
    }
    return (
      texts.filter { !$0.isEmpty }.joined(separator: "\n\n"),
      stretches.flatMap { $0.result?.embedded ?? [] }
    )
  }

  /// The Markdown of pieces of the body, with the images in them; nil where nothing of it is HTML,
  /// or a piece cannot be cut out.
  mutating func cut(
    _ pieces: [BodyPiece]
  ) async -> (texts: [String], images: [EmbeddedImage])? {
    guard let convert, hasMarkdown else { return nil }
    var texts = [[String]](repeating: [], count: pieces.count)
    var images: [EmbeddedImage] = []
    let lines = lines()
    for (number, stretch) in stretches.enumerated() {
      // Where images below a body's last line belong to a piece, they do below a stretch's.
      let end =
        number == stretches.count - 1 ? lines[number].upperBound + 1 : lines[number].upperBound
      let own = pieces.map { $0.counted(from: lines[number].lowerBound, upTo: end) }
      guard own.contains(where: { !$0.lines.isEmpty }) else { continue }
      guard stretch.result != nil, var request = request(stretch.piece, number) else {
        for place in own.indices where !own[place].lines.isEmpty {
          texts[place].append(Self.plain(stretch.piece, own[place]))
        }
        continue
      }
      request.pieces = own
      do {
        let result = try await convert(request)
        guard let cut = result.pieces, cut.count == own.count else { return nil }
        for place in own.indices { texts[place].append(Self.trimmed(cut[place])) }
        images += result.embedded
      } catch {
        hasFailed = true
        return nil
      }
    }
    return (texts.map { $0.filter { !$0.isEmpty }.joined(separator: "\n\n") }, images)
  }

  private static func plain(_ piece: MailContent.Piece, _ lines: BodyPiece? = nil) -> String {
    let text =
      switch piece {
      case .plain(let text): text
      case .html(let html): HTMLPlainText.text(of: html)
      }
    guard let lines else { return PlainMarkdown.render(text) }
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.lines.flatMap { all[$0.clamped(to: all.indices)] }
    return PlainMarkdown.render(kept.joined(separator: "\n"))
  }

  /// Markdown without the line ends below it.
  static func trimmed(_ markdown: String) -> String {
    var text = markdown[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
