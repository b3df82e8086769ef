/// Reads AWS's shared configuration and credentials files.
enum AWSProfileFile {
  /// The profiles with their settings, names in lower case.
  ///
  /// In the configuration file a profile is headed `[profile name]`, but for `[default]`; other
  /// sections, nested settings and lines that are no `name = value` are passed over.
  static func parse(_ bytes: [UInt8], isConfiguration: Bool) -> [String: [String: String]] {
    var profiles: [String: [String: String]] = [:]
    var current: String?
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      guard let first = line.first, first != "#", first != ";" else { continue }
      if first == "[" {
        current = name(line.dropFirst().prefix { $0 != "]" }, isConfiguration)
        continue
      }
      guard let profile = current, first != " ", first != "\t" else { continue }
      let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { continue }
      let value = trim(trim(sides[1]).split(separator: " #", maxSplits: 1).first ?? "")
      profiles[profile, default: [:]][trim(sides[0]).lowercased()] = String(value)
    }
    return profiles
  }

  private static func name(_ heading: Substring, _ isConfiguration: Bool) -> String? {
    let heading = trim(heading)
    guard isConfiguration, heading != "default" else { return String(heading) }
    guard heading.hasPrefix("profile ") else { return nil }
    return String(trim(heading.dropFirst(8)))
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return text
  }
}
