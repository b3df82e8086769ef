/// Plain text as Markdown that reads the same: what would mean something is escaped, lists, quotes
/// and code that people write in plain text stay what they are.
enum PlainMarkdown {
  /// The text as Markdown.
  static func render(_ text: String) -> String {
    var output: [String] = []
    var inCode = false
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    let fences = lines.reduce(0) { $0 + ($1.hasPrefix("```") ? 1 : 0) }
    for (index, line) in lines.enumerated() {
      if fences.isMultiple(of: 2), line.hasPrefix("```") {
        inCode.toggle()
        output.append(String(line))
        continue
      }
      if inCode {
        output.append(String(line))
        continue
      }
      var rendered = paragraphLine(line)
      let next = index + 1 < lines.count ? lines[index + 1] : ""
      if !rendered.isEmpty, breaks(line, before: next) { rendered += "\\" }
      output.append(rendered)
    }
    return output.joined(separator: "\n")
  }

  /// One line, everything in it escaped.
  static func line(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return escape(words[...], isStart: false)
  }

  /// One line that begins a block: what would make it a heading, a list or a quote is escaped too.
  static func opening(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return escape(words.drop { $0 == " " || $0 == "\t" })
  }

  private static func paragraphLine(_ line: Substring) -> String {
    var rest = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
    guard !rest.isEmpty else { return "" }
    var prefix = ""
    while rest.first == ">" {
      prefix += "> "
      rest = rest.dropFirst().drop { $0 == " " }
    }
    if let mark = listMark(rest) {
      prefix += mark.text
      rest = rest.dropFirst(mark.count)
    }
    return prefix + escape(rest)
  }

  /// A bullet or number at the start of a line.
  private static func listMark(_ line: Substring) -> (text: String, count: Int)? {
    guard let first = line.first else { return nil }
    if "-*+•–·".contains(first), line.dropFirst().first == " " { return ("- ", 2) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard (1...4).contains(digits.count) else { return nil }
    let rest = line.dropFirst(digits.count)
    guard rest.first == "." || rest.first == ")", rest.dropFirst().first == " " else { return nil }
    return (digits + ". ", digits.count + 2)
  }

  /// True where the line end is meant: what a program wrapped at some column runs on.
  private static func breaks(_ line: Substring, before next: Substring) -> Bool {
    guard let first = next.first(where: { !$0.isWhitespace }), line.first != ">", first != ">",
      listMark(next.drop { $0 == " " }) == nil, !next.hasPrefix("```")
    else { return false }
    return line.count < 60 || first.isUppercase && line.last.map { ".!?:".contains($0) } == true
  }

  private static func escape(_ text: Substring, isStart: Bool = true) -> String {
    let bytes = Array(text.utf8)
    var escaper = TextEscaper()
    if !isStart { escaper.notLineStart() }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 8)
    var start = 0
    var index = 0
    while index <= bytes.count {
      if index == bytes.count || Byte.isSpace(bytes[index]) {
        if index > start {
          escaper.write(bytes, start..<index, isLast: index == bytes.count, to: &output)
        }
        if index < bytes.count {
          if !output.isEmpty { output.append(Byte.space) }
          escaper.blank()
        }
        start = index + 1
      }
      index += 1
    }
    while output.last == Byte.space { output.removeLast() }
    return String(decoding: output, as: UTF8.self)
  }
}
