import FoundationEssentials

/// File names from outside, made harmless: a name and never a path, nothing invisible, not too long.
public enum AttachmentName {
  /// The cleaned name; a name of which nothing is left becomes `attachment` with a fitting extension.
  ///
  /// - Parameters:
  ///   - name: the name as the sender gave it, nil where none was given.
  ///   - mediaType: the file's type, for the extension of a made-up name.
  public static func clean(_ name: String?, mediaType: String = "") -> String {
    var kept = String.UnicodeScalarView()
    for scalar in (name ?? "").unicodeScalars.prefix(4_096) {
      if scalar == "/" || scalar == "\\" {
        kept = String.UnicodeScalarView()
      } else if scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{A0}" {
        if kept.last != " " { kept.append(" ") }
      } else if !isHidden(scalar) {
        kept.append(isReserved(scalar) ? "_" : scalar)
      }
    }
    var text = String(kept)
    while let last = text.last, last == " " || last == "." { text.removeLast() }
    while let first = text.first, first == " " || first == "." { text.removeFirst() }
    if text.isEmpty { return "attachment" + (extensions[mediaType] ?? "") }
    if isDeviceName(text) { text = "_" + text }
    return shortened(text)
  }

  /// Control characters, directional marks (a name that shows `exe.pdf` and is none), zero-width
  /// characters, tags and what is no character.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F: true
    case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: true
    case 0xFE00...0xFE0F, 0xFEFF, 0xFFF0...0xFFFB, 0xFFFE, 0xFFFF, 0xE0000...0xE0FFF: true
    case 0x2028, 0x2029: true
    default: false
    }
  }

  /// What file systems refuse, and the brackets that break out of Markdown links.
  private static func isReserved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "<", ">", ":", "\"", "|", "?", "*", "[", "]", "`": true
    default: false
    }
  }

  /// Names that stand for devices on Windows, whatever follows the dot.
  private static func isDeviceName(_ text: String) -> Bool {
    let stem = text.split(separator: ".", maxSplits: 1).first.map { $0.lowercased() } ?? ""
    if ["con", "prn", "aux", "nul"].contains(stem) { return true }
    guard stem.count == 4, let last = stem.last, last.isWholeNumber else { return false }
    return stem.hasPrefix("com") || stem.hasPrefix("lpt")
  }

  /// Cut in front of the extension.
  private static func shortened(_ text: String) -> String {
    func fits(_ name: String) -> Bool {
      name.count <= AttachmentLimits.nameCharacters && name.utf8.count <= AttachmentLimits.nameBytes
    }
    guard !fits(text) else { return text }
    var stem = text
    var ending = ""
    if let dot = text.lastIndex(of: "."), text.distance(from: dot, to: text.endIndex) <= 12 {
      stem = String(text[..<dot])
      ending = String(text[dot...])
    }
    while !stem.isEmpty, !fits(stem + ending) { stem.removeLast() }
    return stem + ending
  }

  private static let extensions: [String: String] = [
    "application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif",
    "image/webp": ".webp", "image/svg+xml": ".svg", "text/plain": ".txt", "text/html": ".html",
    "text/calendar": ".ics", "text/csv": ".csv", "message/rfc822": ".eml",
    "application/zip": ".zip", "application/json": ".json", "application/xml": ".xml",
  ]
}
