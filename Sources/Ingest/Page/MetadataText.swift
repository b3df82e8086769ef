/// Short texts of a page's metadata made fit to be shown.
enum MetadataText {
  /// The text with its character references read and its blanks folded; nil where nothing is left.
  static func cleaned(_ text: String) -> String? {
    var text = text
    // Some write references twice.
    if text.contains("&") {
      for (reference, sign) in references { text = text.replacing(reference, with: sign) }
    }
    var bytes = Array(text.utf8)
    if bytes.count > PageLimits.descriptionBytes {
      bytes.removeLast(bytes.count - PageLimits.descriptionBytes)
      while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
      if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    }
    if bytes.contains(0x3C) { bytes = withoutTags(bytes) }
    var writer = TextWriter()
    writer.add(bytes[...])
    let line = writer.finish()
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  private static let references: [(String, String)] = [
    ("&quot;", "\""), ("&#039;", "'"), ("&#39;", "'"), ("&apos;", "'"), ("&#8217;", "’"),
    ("&#8216;", "‘"), ("&#8220;", "“"), ("&#8221;", "”"), ("&#8211;", "–"), ("&#8212;", "—"),
    ("&#8230;", "…"), ("&nbsp;", " "), ("&#160;", " "), ("&lt;", "<"), ("&gt;", ">"),
    ("&#038;", "&"), ("&#38;", "&"), ("&uuml;", "ü"), ("&auml;", "ä"), ("&ouml;", "ö"),
    ("&Uuml;", "Ü"), ("&Auml;", "Ä"), ("&Ouml;", "Ö"), ("&szlig;", "ß"), ("&eacute;", "é"),
    ("&ndash;", "–"), ("&rsquo;", "’"), ("&hellip;", "…"), ("&amp;", "&"),
  ]

  /// The text without what looks like a tag: `<` and a letter or a slash, up to `>`.
  private static func withoutTags(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == 0x3C, place + 1 < bytes.count,
        bytes[place + 1] == 0x2F || HTMLScrubber.isLetter(bytes[place + 1]),
        let end = bytes[place...].firstIndex(of: 0x3E)
      {
        output.append(0x20)
        place = end + 1
      } else {
        output.append(bytes[place])
        place += 1
      }
    }
    return output
  }

  /// The words in lower case without signs, for comparing titles and names.
  static func folded(_ text: String) -> String {
    var folded = ""
    var needsBlank = false
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if needsBlank, !folded.isEmpty { folded += " " }
        needsBlank = false
        folded.unicodeScalars.append(scalar)
      } else {
        needsBlank = true
      }
    }
    return folded
  }
}
