/// The words of a text with how often each stands in it, to compare two versions of a mail.
///
/// Addresses, marks of lists and short numbers are no words here: versions differ in them.
struct BodyWords {
  /// How many words there are.
  private(set) var count = 0
  private var counts: [String: Int] = [:]

  /// Bytes of an address in angle brackets that is passed over.
  private static let addressBytes = 4_000

  /// Counts the words of a text.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      for chunk in line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }) {
        if Self.isAddress(chunk) { continue }
        add(chunk)
      }
    }
  }

  /// `https://…`, with or without brackets and words glued to it; what a picture is called in plain
  /// text.
  private static func isAddress(_ chunk: Substring) -> Bool {
    let bytes = chunk.utf8
    guard bytes.count >= 4, bytes.count <= addressBytes else { return bytes.count > addressBytes }
    return chunk.contains("://") || chunk.contains("cid:") || chunk.contains("mailto:")
      || chunk.hasPrefix("www.") || chunk.hasPrefix("<www.") || chunk.hasPrefix("[image")
  }

  private mutating func add(_ chunk: Substring) {
    var word = ""
    func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
      (0x2E80...0xD7FF).contains(scalar.value) || scalar.value >= 0x20000
    }
    for scalar in chunk.unicodeScalars {
      switch scalar.value {
      case 0xAD, 0x200B...0x200F, 0xFEFF: continue
      default: break
      }
      let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if !isLetter || isIdeograph(scalar) {
        end(&word)
        // Lines of these scripts are wrapped anywhere.
        if isLetter { note(String(scalar)) }
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    end(&word)
  }

  private mutating func end(_ word: inout String) {
    note(word)
    word = ""
  }

  private mutating func note(_ word: String) {
    guard !word.isEmpty else { return }
    if word.utf8.count <= 3, word.utf8.allSatisfy(Byte.isDigit) { return }
    counts[word.lowercased(), default: 0] += 1
    count += 1
  }

  /// How many of these words the other version does not show, though `all` of its text has them.
  func missing(from shown: BodyWords, thoughIn all: BodyWords) -> Int {
    counts.reduce(0) { sum, word in
      let known = shown.counts[word.key] ?? 0
      let left = (all.counts[word.key] ?? 0) - known
      return sum + max(0, min(word.value - known, left))
    }
  }
}
