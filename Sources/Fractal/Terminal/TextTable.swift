/// Rows under headings in aligned columns, for people at a terminal.
struct TextTable {
  /// The headings.
  let headings: [String]
  /// The rows, each with as many cells as there are headings.
  private(set) var rows: [[String]] = []

  /// A table without rows.
  init(_ headings: String...) {
    self.headings = headings
  }

  /// Adds a row; control characters in cells become blanks, missing cells stay empty.
  mutating func add(_ cells: String...) {
    var row = cells.map(Self.printable)
    while row.count < headings.count { row.append("") }
    rows.append(row)
  }

  /// The lines of the table, the last column not padded.
  var text: String {
    let widths = headings.indices.map { column in
      (rows + [headings]).map { Self.width($0[column]) }.max() ?? 0
    }
    return ([headings] + rows).map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[column] - Self.width(cell))
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// The text cut to that many columns, with an ellipsis where something is missing.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    var result = ""
    var used = 1
    for character in text {
      used += width(String(character))
      if used > limit { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Text from outside must not steer the terminal.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let category = scalar.properties.generalCategory
          return category == .control || category == .format ? " " : scalar
        }))
  }

  /// Columns of the text on a terminal; East Asian wide characters and emoji take two.
  private static func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      let isWide =
        (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
        || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
        || (0xFE30...0xFE6F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
        || (0x1F300...0x1FAFF).contains(scalar.value)
      return sum + (isWide ? 2 : 1)
    }
  }
}
