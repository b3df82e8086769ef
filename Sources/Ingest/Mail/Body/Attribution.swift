/// A line above quoted text that says who wrote it: `On 2 May 2026, A <a@b> wrote:` in any language.
struct Attribution {
  /// Who wrote the text below, as far as the line says.
  var from: MailAddress
  /// The line without the sender.
  var date: String

  /// Reads a line by its shape alone: it ends in a colon, and holds an address and a date.
  static func read(_ line: String) -> Attribution? {
    var scalars = Array(line.unicodeScalars)
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    guard scalars.count < 400, scalars.last == ":" || scalars.last == "\u{FF1A}",
      let at = scalars.firstIndex(of: "@"), scalars.filter({ isDigit($0) }).count >= 4
    else { return nil }
    var start = at
    while start > 0, isAddress(scalars[start - 1]) { start -= 1 }
    var end = at + 1
    while end < scalars.count, isAddress(scalars[end]) { end += 1 }
    guard start < at, end > at + 1 else { return nil }
    let address = text(scalars[start..<end])
    var nameEnd = start
    while nameEnd > 0, isBracket(scalars[nameEnd - 1]) { nameEnd -= 1 }
    let name = name(Array(scalars[..<nameEnd]))
    var rest = scalars
    rest.removeSubrange(start..<end)
    return Attribution(
      from: MailAddress(name: name == address ? nil : name, address: address), date: text(rest[...])
    )
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

  private static func isAddress(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "<", ">", "(", ")", "[", "]", ",", ";", ":", "\"", "\u{A0}", "\t", "„", "”", "“":
      false
    default: scalar.value > 32
    }
  }

  private static func isBracket(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "<" || scalar == "(" || scalar == "[" || scalar == " " || scalar == "\u{A0}"
  }

  /// The name at the end of what stands before the address: a quoted one, or the words after the
  /// last number, comma or verb, which other than names begin with a small letter.
  private static func name(_ before: [Unicode.Scalar]) -> String? {
    var scalars = before
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    let closing: Set<Unicode.Scalar> = ["\"", "”", "“", "'", "»"]
    let opening: Set<Unicode.Scalar> = ["\"", "“", "„", "'", "«", "”"]
    if let last = scalars.last, closing.contains(last),
      let open = scalars.dropLast().lastIndex(where: { opening.contains($0) })
    {
      return text(scalars[(open + 1)..<(scalars.count - 1)])
    }
    let cut = scalars.lastIndex { isDigit($0) || $0 == "," || $0 == ":" }
    var words = text(scalars[((cut ?? -1) + 1)...]).split(whereSeparator: \.isWhitespace)
    while let first = words.first, first.first?.isUppercase != true, first.first?.isLetter == true,
      words.count > 1 || first.first?.isLowercase == true
    {
      words.removeFirst()
    }
    let name = words.joined(separator: " ")
    return name.isEmpty ? nil : name
  }
}
