/// The table of `docs/limits.md`, made from the `…Limits` enums of the product.
enum LimitTable {
  /// The mark after which the table stands in the document.
  static let mark = "<!-- table: written from the sources, TIDY_WRITE=1 renews it -->"

  /// A row for each constant, below a heading for each module.
  static func markdown(of sources: [SourceText]) -> String {
    let files = sources.filter { $0.isProduct && $0.name.hasSuffix("Limits.swift") }
    return files.map { file in
      let type = file.name.dropLast(".swift".count)
      let rows = constants(in: file).map { constant in
        "| `\(type).\(constant.name)` | \(constant.value) | \(constant.comment) |\n"
      }
      let module = file.path.split(separator: "/").dropFirst().dropLast().joined(separator: ", ")
      return "\n### \(module): `\(type)`\n\n| Limit | Value | Meaning |\n|---|---|---|\n"
        + rows.joined()
    }.joined()
  }

  /// A constant with its value as it is written and its doc comment on one line.
  struct Constant: Equatable {
    /// The constant's name.
    let name: String
    /// The expression it is set to.
    let value: String
    /// Its doc comment.
    let comment: String
  }

  /// The static constants of a file.
  static func constants(in source: SourceText) -> [Constant] {
    var comment: [Substring] = []
    var found: [Constant] = []
    for (index, line) in source.lines.enumerated() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("///") {
        comment.append(text.dropFirst(3).drop { $0 == " " })
        continue
      }
      if let keyword = text.position(of: "static let "), let equals = text.position(of: " =") {
        let name = text[keyword.upperBound..<equals.lowerBound].prefix { $0 != ":" }
        var value = text[equals.upperBound...].drop { $0 == " " }
        if value.isEmpty, source.lines.indices.contains(index + 1) {
          value = source.lines[index + 1].drop { $0 == " " }
        }
        found.append(
          Constant(
            name: String(name), value: String(value).replacing("_", with: " "),
            comment: comment.joined(separator: " ")))
      }
      comment = []
    }
    return found
  }
}
