/// Writes the words of HTML as the lines of a plain mail.
///
/// Blocks become lines, list items get a hyphen, quoted blocks the `>` of plain mail, links their
/// address where it is not the text itself.
struct PlainLines {
  /// The lines, parted by line feeds.
  private(set) var output: [UInt8] = []
  /// The number of the line in which the last word stands, from 0.
  private(set) var line = 0
  private var quoteDepth = 0
  private var pendingLines = 0
  private var pendingSpace = false
  private var isPreformatted = false
  private var linkTarget: [UInt8]?
  private var linkStart = 0

  /// Lines that no words part, at most.
  private static let blankLines = 3

  /// The line in which the next word will stand.
  var nextLine: Int { output.isEmpty ? 0 : line + min(pendingLines, Self.blankLines) }

  /// Makes room for that many bytes.
  mutating func reserve(_ count: Int) { output.reserveCapacity(count) }

  /// Does what an element's start means, or its end; `target` is the address of a link.
  mutating func mark(_ tag: HTMLMailTag, closes: Bool, target: [UInt8]? = nil) {
    switch tag {
    case .lineBreak:
      pendingSpace = false
      pendingLines += 1
    case .paragraph: lines(2)
    case .block: lines(1)
    case .item:
      lines(1)
      if !closes { emit("- ".utf8) }
    case .cell: if closes { pendingSpace = true }
    case .quote:
      lines(1)
      quoteDepth = closes ? max(0, quoteDepth - 1) : min(quoteDepth + 1, 50)
    case .rule:
      lines(1)
      emit("---".utf8)
      lines(1)
    case .preformatted:
      lines(1)
      isPreformatted = !closes
    case .link:
      endLink()
      if !closes { beginLink(target) }
    case .hidden, .other: break
    }
  }

  private mutating func beginLink(_ target: [UInt8]?) {
    guard let target, target.count <= 2_000,
      target.prefix(4).map(Byte.lowercased).elementsEqual("http".utf8)
    else { return }
    linkTarget = target
    linkStart = output.count
  }

  /// Writes the address behind its text, where the text does not hold it already.
  mutating func endLink() {
    guard let target = linkTarget else { return }
    linkTarget = nil
    let shown = output[min(linkStart, output.count)...].filter { !Byte.isSpace($0) }
    guard !shown.isEmpty, shown.count > 3 else { return }
    let core = target.drop { $0 != Byte.slash }.drop { $0 == Byte.slash }
    if shown.elementsEqual(target) || core.starts(with: shown) || shown.count >= target.count {
      return
    }
    emit(" <".utf8)
    for byte in target where byte > 32 && byte != Byte.greater && byte != Byte.less {
      output.append(byte)
    }
    output.append(Byte.greater)
  }

  private mutating func lines(_ count: Int) {
    pendingSpace = false
    pendingLines = max(pendingLines, count)
  }

  /// Adds a byte of text; blanks are folded outside of `pre`.
  mutating func put(_ byte: UInt8) {
    if byte == 0 { return }
    if Byte.isSpace(byte) {
      if !isPreformatted {
        pendingSpace = true
      } else if byte == Byte.lineFeed {
        pendingLines += 1
      } else if byte != Byte.carriageReturn {
        flush()
        output.append(Byte.space)
      }
      return
    }
    flush()
    output.append(byte)
  }

  /// Adds words as they are.
  mutating func emit(_ bytes: some Sequence<UInt8>) {
    flush()
    output.append(contentsOf: bytes)
  }

  /// Writes the line ends and the blank that wait.
  private mutating func flush() {
    if output.isEmpty {
      if quoteDepth > 0 { beginQuotedLine() }
    } else if pendingLines > 0 {
      for _ in 0..<min(pendingLines, Self.blankLines) {
        output.append(Byte.lineFeed)
        line += 1
        if quoteDepth > 0 { beginQuotedLine() }
      }
    } else if pendingSpace, output.last != Byte.lineFeed {
      output.append(Byte.space)
    }
    pendingLines = 0
    pendingSpace = false
  }

  private mutating func beginQuotedLine() {
    output.append(contentsOf: repeatElement(Byte.greater, count: quoteDepth))
    output.append(Byte.space)
  }
}
