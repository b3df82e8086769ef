/// The words of a line that a model points at: where they may be taken, and how they leave the title.
///
/// What the grammar has read stands, and so does what was typed as title (quotes, what follows a
/// backslash, addresses). Words inside of either are never taken.
struct PointedWords {
  /// Words that were taken.
  struct Taken {
    /// The words as they stand in the line, with those that only join them to the rest.
    fileprivate let text: [UInt8]
    /// How often the same bytes stand in the title before them; nil where they stay title.
    fileprivate let earlier: Int?
  }

  private static let linking: Cue = [
    .on, .at, .by, .due, .from, .until, .for, .within, .inside, .starting, .takes,
  ]
  private static let articles: Cue = [.the, .a]
  private static let linkingWords = 3

  private let line: [UInt8]
  private let tokens: [Token]
  private let title: Range<Int>?
  private let guarded: [Range<Int>]
  private var taken: [Range<Int>]

  /// The words of a line as the grammar has read it. What the model calls the `title` is not taken
  /// out of it.
  init(_ line: String, _ reading: LineReading, title: String?) {
    let bytes = Array(line.utf8)
    self.line = bytes
    var tokenizer = LineTokenizer(bytes, LanguageTable.table(for: reading.language, bytes))
    tokenizer.run()
    tokens = tokenizer.tokens
    self.title = title.flatMap { PointedWords.places(of: Array($0.utf8), in: bytes).first }
    let kept: Set<LineField.Kind> = [.url, .escape]
    taken = reading.fields.filter { !kept.contains($0.kind) }.map(\.span)
    guarded =
      reading.fields.filter { $0.kind == .url }.map(\.span)
      + reading.fields.filter { $0.kind == .escape }.map { field in
        field.span.lowerBound..<PointedWords.space(in: bytes, from: field.span.upperBound)
      } + PointedWords.quotes(in: bytes)
  }

  /// Takes words where they stand in the line as whole words and nothing else has them; nil where
  /// they do not.
  mutating func take(_ words: String) -> Taken? {
    let wanted = Array(words.utf8)
    var earlier = 0
    for place in PointedWords.places(of: wanted, in: line) {
      if guarded.contains(where: { $0.overlaps(place) }) {
        earlier += 1
      } else if !taken.contains(where: { $0.overlaps(place) }) {
        taken.append(place)
        if let title, title.overlaps(place) { return Taken(text: wanted, earlier: nil) }
        let whole = linked(place)
        return Taken(
          text: Array(line[whole]),
          earlier: whole == place
            ? earlier
            : PointedWords.places(of: Array(line[whole]), in: line).count { other in
              other.lowerBound < whole.lowerBound
                && guarded.contains { $0.overlaps(other) }
            })
      }
    }
    return nil
  }

  /// A title without words that were taken; unchanged where they stay, or nothing else is left.
  static func title(_ title: String, without words: Taken) -> String {
    guard let earlier = words.earlier else { return title }
    let bytes = Array(title.utf8)
    let found = places(of: words.text, in: bytes)
    guard earlier < found.count else { return title }
    let rest = bytes[..<found[earlier].lowerBound] + bytes[found[earlier].upperBound...]
    var squeezed = String(decoding: rest, as: UTF8.self)
      .split(separator: " ").joined(separator: " ")[...]
    while let last = squeezed.last, " ,;:-–".contains(last) { squeezed.removeLast() }
    return squeezed.isEmpty ? title : String(squeezed)
  }

  /// The place with the words before it that only join it: "by the" of "by the 3rd".
  private func linked(_ place: Range<Int>) -> Range<Int> {
    guard var index = tokens.firstIndex(where: { $0.start == place.lowerBound }) else {
      return place
    }
    var start = place.lowerBound
    for _ in 0..<Self.linkingWords where index > 0 {
      let token = tokens[index - 1]
      let range = token.start..<token.end
      guard token.shape == .word, !tokens[index].isGlued,
        !token.entry.cues.isDisjoint(with: Self.linking.union(Self.articles)),
        title?.overlaps(range) != true,
        !(taken + guarded).contains(where: { $0.overlaps(range) })
      else { break }
      // An article goes only with the preposition before it: "the Monday notes" are notes.
      if !token.entry.cues.isDisjoint(with: Self.linking) { start = token.start }
      index -= 1
    }
    return start..<place.upperBound
  }

  /// Where words stand as whole words.
  private static func places(of words: [UInt8], in text: [UInt8]) -> [Range<Int>] {
    guard !words.isEmpty, words.count <= text.count else { return [] }
    var found: [Range<Int>] = []
    for start in 0...(text.count - words.count) where text[start] == words[0] {
      let end = start + words.count
      guard text[start..<end].elementsEqual(words),
        start == 0 || !isWord(text[start - 1]) || !isWord(words[0]),
        end == text.count || !isWord(text[end]) || !isWord(words[words.count - 1])
      else { continue }
      found.append(start..<end)
    }
    return found
  }

  /// True for letters and digits of ASCII and for all bytes of others.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- 48 < 10 || (byte | 0x20) &- 97 < 26
  }

  private static func space(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != 32, bytes[end] != 9 { end += 1 }
    return end
  }

  /// What stands between plain or typographic quotes.
  private static func quotes(in bytes: [UInt8]) -> [Range<Int>] {
    let marks: [(String, String)] = [
      ("\"", "\""), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"),
    ]
    var found: [Range<Int>] = []
    for (open, close) in marks {
      let open = Array(open.utf8)
      let close = Array(close.utf8)
      var place = 0
      while let start = bytes[place...].firstRange(of: open),
        let end = bytes[start.upperBound...].firstRange(of: close)
      {
        found.append(start.lowerBound..<end.upperBound)
        place = end.upperBound
      }
    }
    return found
  }
}
