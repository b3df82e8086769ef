/// The patterns, and which of them fits a title.
public struct PatternLibrary: Sendable {
  /// The patterns, by name.
  public let patterns: [StepPattern]

  /// Reads all patterns of the library; a file that cannot be read is an error, never passed over.
  ///
  /// - Throws: `PromptError`.
  public init(_ library: PromptLibrary) throws(PromptError) {
    var patterns: [StepPattern] = []
    for file in library.patternFiles() {
      patterns.append(try StepPattern(name: file.name, bytes: file.bytes))
    }
    self.patterns = patterns
  }

  /// Words after which a title says on what or where, no longer what.
  private static let hinges: Set<String> = [
    "on", "for", "about", "of", "at", "to", "in", "with", "before", "after", "from", "über", "für",
    "auf", "zu", "zum", "zur", "von", "im", "mit", "am", "an", "bei", "vor", "nach", "sobre",
    "para",
    "de", "del", "en", "con", "antes",
  ]

  /// The pattern that fits the title, in its language; nil where none does.
  ///
  /// The last match before the first preposition decides, for what a title is about stands there:
  /// the release party is a party, the report on the wedding a report.
  public func match(_ title: String, description: String = "") -> (
    StepPattern, StepPattern.Version
  )? {
    let words = StepWords.words(title)
    let hinge = words.firstIndex { Self.hinges.contains($0) } ?? words.count
    let language = StepLanguage.of(title + " " + description)
    var best: (rank: (Int, Int, Int, Int), pattern: StepPattern, version: StepPattern.Version)?
    for pattern in patterns {
      for version in pattern.versions {
        for phrase in version.words {
          guard let place = Self.place(of: phrase, in: words) else { continue }
          // In the head later is better, behind it earlier.
          let rank = (
            place < hinge ? 1 : 0, place < hinge ? place : -place, phrase.utf8.count,
            version.language == language ? 1 : 0
          )
          if best.map({ rank > $0.rank }) ?? true { best = (rank, pattern, version) }
        }
      }
    }
    return best.map { ($0.pattern, $0.version) }
  }

  /// The place of the phrase's first word; its last word may be the beginning or, where it is long
  /// enough, the end of a word of the title, as in compounds.
  private static func place(of phrase: String, in words: [String]) -> Int? {
    let wanted = StepWords.words(phrase)
    guard let last = wanted.last, wanted.count <= words.count else { return nil }
    for start in 0...(words.count - wanted.count) {
      let head = words[start..<(start + wanted.count - 1)]
      guard head.elementsEqual(wanted.dropLast()) else { continue }
      let word = words[start + wanted.count - 1]
      if word == last || word == last + "s" || word == last + "en" || word == last + "n" {
        return start
      }
      if wanted.count == 1, last.count >= 5, word.hasSuffix(last) { return start }
    }
    return nil
  }
}
