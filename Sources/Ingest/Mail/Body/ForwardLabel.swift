/// The fields at the head of a forwarded mail, as mail programs label them in their user's language.
enum ForwardLabel: UInt8 {
  case from, to, cc, bcc, subject, date
  /// A field that is skipped, such as the reply address or importance.
  case other

  /// The field of a label in lower case, blanks and marks around it removed.
  static func find(_ label: String) -> ForwardLabel? {
    if let found = table[label] { return found }
    // `Kopie (CC)`
    guard label.last == ")", let open = label.firstIndex(of: "(") else { return nil }
    var shorter = label[..<open]
    while shorter.last == " " { shorter.removeLast() }
    return table[String(shorter)]
  }

  /// The field of a label as it stands in a text; ASCII words cost no string.
  static func find(_ bytes: [UInt8], _ range: Range<Int>) -> ForwardLabel? {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isFringe(bytes[start]) { start += 1 }
    while end > start, isFringe(bytes[end - 1]) { end -= 1 }
    // FNV-1a; a word that only shares its hash with a label is found out below.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in start..<end {
      guard bytes[place] < 0x80, bytes[place] != UInt8(ascii: "(") else {
        return find(ForwardBlock.normalized(bytes[start..<end]))
      }
      hash = (hash ^ UInt64(Byte.lowercased(bytes[place]))) &* 0x100_0000_01B3
    }
    guard let known = asciiWords[hash] else { return nil }
    let isSame =
      known.bytes.count == end - start
      && known.bytes.indices.allSatisfy { known.bytes[$0] == Byte.lowercased(bytes[start + $0]) }
    return isSame ? known.label : find(ForwardBlock.normalized(bytes[start..<end]))
  }

  private static func isFringe(_ byte: UInt8) -> Bool {
    Byte.isBlank(byte) || byte == Byte.asterisk || byte == Byte.underscore
  }

  /// The labels in ASCII by their hashes.
  private static let asciiWords: [UInt64: (bytes: [UInt8], label: ForwardLabel)] = {
    var words: [UInt64: (bytes: [UInt8], label: ForwardLabel)] = [:]
    for (word, label) in table where word.utf8.allSatisfy({ $0 < 0x80 }) {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      words[hash] = (Array(word.utf8), label)
    }
    return words
  }()

  /// Every label with its field.
  static let table: [String: ForwardLabel] = {
    var table: [String: ForwardLabel] = [:]
    for (label, words) in ForwardWords.labels {
      for word in words.split(separator: "|") { table[String(word)] = label }
    }
    return table
  }()
}
