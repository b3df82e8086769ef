/// One answer of an IMAP server (RFC 3501 section 7): its words, literals among them.
public struct IMAPAnswer: Hashable, Sendable {
  /// A piece of an answer.
  public enum Word: Hashable, Sendable {
    /// An atom as written, such as `FETCH`, `12` or `BODY[]`.
    case atom(String)
    /// A quoted string or a literal.
    case string([UInt8])
    /// `(`.
    case open
    /// `)`.
    case close
  }

  /// The words in order.
  public var words: [Word]

  /// The word at a place as an atom in upper case; nil where there is none.
  func atom(_ index: Int) -> String? {
    guard words.indices.contains(index), case .atom(let text) = words[index] else { return nil }
    return text.uppercased()
  }

  /// The word at a place as a number; nil where it is none.
  func number(_ index: Int) -> UInt32? { atom(index).flatMap { UInt32($0) } }

  /// The number behind a response code such as `[UIDVALIDITY 17]`; nil where it does not stand
  /// there.
  func codeNumber(_ name: String) -> UInt32? {
    for index in words.indices where atom(index) == "[" + name {
      guard let text = atom(index + 1), text.hasSuffix("]") else { continue }
      return UInt32(text.dropLast())
    }
    return nil
  }

  /// What follows a name inside the answer's list, as in `FETCH (UID 5 RFC822.SIZE 17)`.
  func value(after name: String) -> Word? {
    var depth = 0
    for (index, word) in words.enumerated() {
      switch word {
      case .open: depth += 1
      case .close: depth -= 1
      case .atom where depth == 1 && atom(index) == name && index + 1 < words.count:
        return words[index + 1]
      case .atom, .string: break
      }
    }
    return nil
  }
}
