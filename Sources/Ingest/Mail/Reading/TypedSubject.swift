/// The words of a subject that its sender has typed, which alone may hold commands.
///
/// The subject of an answer is old, and so is that of a forward: its author may have been anybody.
/// What stands beside the forwarded mail's own subject, or in its place, was typed by the forwarder.
struct TypedSubject: Hashable, Sendable {
  /// The words to read.
  let words: String
  /// The forwarded mail's own subject where it stays in the title; nil where the words are the title.
  private let kept: String?
  private let isBefore: Bool

  /// The typed words; nil where there are none, or none can be told.
  init?(_ subject: String?, forwarded: ForwardedMail?) {
    guard let subject else { return nil }
    let (title, mark) = SubjectTitle.clean(subject)
    guard mark != .reply else { return nil }
    if mark == nil, forwarded == nil {
      self.init(words: subject, kept: nil, isBefore: false)
      return
    }
    let outer = Self.folded(title)
    let inner = Self.folded(SubjectTitle.clean(forwarded?.subject ?? "").title)
    guard !inner.isEmpty, !outer.isEmpty, !inner.contains(outer) else { return nil }
    if outer.hasPrefix(inner + " ") {
      self.init(words: String(outer.dropFirst(inner.count + 1)), kept: inner, isBefore: false)
    } else if outer.hasSuffix(" " + inner) {
      self.init(
        words: Self.withoutMark(outer.dropLast(inner.count + 1)), kept: inner, isBefore: true)
    } else {
      // Another subject, unless signs of the old one came along.
      guard Self.signs(outer).isDisjoint(with: Self.signs(inner)) else { return nil }
      self.init(words: outer, kept: nil, isBefore: false)
    }
  }

  private init(words: String, kept: String?, isBefore: Bool) {
    self.words = words
    self.kept = kept
    self.isBefore = isBefore
  }

  /// The title, where reading the words has left `rest` of them.
  func title(rest: String) -> String {
    guard let kept else { return rest }
    // A line of nothing but commands is given back as it stands.
    guard !rest.isEmpty, rest != words else { return kept }
    return isBefore ? rest + " " + kept : kept + " " + rest
  }

  private static func folded(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The words without the `Fwd:` that they end in where they were written before it.
  private static func withoutMark(_ words: Substring) -> String {
    guard let last = words.split(separator: " ").last, last.hasSuffix(":"),
      SubjectTitle.clean(last + " x").mark != nil
    else { return String(words) }
    return folded(String(words.dropLast(last.count)))
  }

  private static func signs(_ text: String) -> Set<Substring> {
    Set(text.split(separator: " ").filter { "#@!~+*".contains($0.first ?? " ") })
  }
}
