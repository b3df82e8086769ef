/// Turns a subject into a title: the marks that mail programs put in front of answers and forwards
/// are taken off, in the languages of the world's mail programs.
public enum SubjectTitle {
  /// What was taken off.
  public enum Mark: Sendable {
    /// An answer, such as `Re:`.
    case reply
    /// A forward, such as `Fwd:`.
    case forward
  }

  /// The subject without its marks, and the outermost mark.
  public static func clean(_ subject: String) -> (title: String, mark: Mark?) {
    var rest = trimmed(subject.unicodeScalars[...])
    var outermost: Mark?
    // Longer chains of marks than this are no subject of a person.
    for _ in 0..<40 {
      if let inner = bracketed(rest) {
        outermost = outermost ?? .forward
        rest = inner
        continue
      }
      guard let (mark, after) = leadingMark(rest) else { break }
      outermost = outermost ?? mark
      rest = trimmed(after)
    }
    return (String(String.UnicodeScalarView(rest)), outermost)
  }

  private typealias Scalars = Substring.UnicodeScalarView

  private static func trimmed(_ text: Scalars) -> Scalars {
    var text = text
    while let first = text.first, first.properties.isWhitespace { text.removeFirst() }
    while let last = text.last, last.properties.isWhitespace { text.removeLast() }
    return text
  }

  /// `[Fwd: …]` as the Mozilla programs wrote it.
  private static func bracketed(_ text: Scalars) -> Scalars? {
    guard text.first == "[", text.last == "]" else { return nil }
    let inner = text.dropFirst().dropLast()
    guard let (mark, after) = leadingMark(inner), mark == .forward, !after.contains("[") else {
      return nil
    }
    return trimmed(after)
  }

  /// A known word, perhaps a counter (`Re[2]:`, `Re^2:`, `Re (2):`), and a colon.
  private static func leadingMark(_ text: Scalars) -> (Mark, Scalars)? {
    var word = ""
    var index = text.startIndex
    while index < text.endIndex, word.unicodeScalars.count < 24 {
      let scalar = text[index]
      if scalar == ":" || scalar == "\u{FF1A}" || scalar == "[" || scalar == "(" || scalar == "^" {
        break
      }
      word.unicodeScalars.append(scalar)
      index = text.index(after: index)
    }
    guard index < text.endIndex else { return nil }
    while let last = word.unicodeScalars.last, last.properties.isWhitespace {
      word.unicodeScalars.removeLast()
    }
    guard let mark = MailWords.subjectMarks[word.lowercased()] else { return nil }
    var digits = 0
    while index < text.endIndex, text[index] != ":", text[index] != "\u{FF1A}" {
      let scalar = text[index]
      let isCounter = "0123456789[]()^* ".unicodeScalars.contains(scalar)
      digits += 1
      guard isCounter, digits < 8 else { return nil }
      index = text.index(after: index)
    }
    guard index < text.endIndex else { return nil }
    return (mark, text[text.index(after: index)...])
  }
}
