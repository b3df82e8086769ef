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

  /// Every label with its field.
  static let table: [String: ForwardLabel] = {
    var table: [String: ForwardLabel] = [:]
    for (label, words) in ForwardWords.labels {
      for word in words.split(separator: "|") { table[String(word)] = label }
    }
    return table
  }()
}
