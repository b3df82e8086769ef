/// Takes out of a text what looks like a key or a password, so that it never reaches a model.
enum SecretRedaction {
  /// What stands in place of a secret.
  static let mark = "[secret]"

  /// Beginnings of keys that services hand out, with the least length of the whole.
  private static let prefixes: [(String, Int)] = [
    ("AKIA", 20), ("ASIA", 20), ("ghp_", 30), ("gho_", 30), ("ghs_", 30), ("github_pat_", 30),
    ("glpat-", 20), ("xoxb-", 20), ("xoxp-", 20), ("xapp-", 20), ("sk-", 20), ("sk_live_", 20),
    ("rk_live_", 20), ("pk_live_", 20), ("AIza", 35), ("eyJ", 40), ("whsec_", 20), ("npm_", 30),
    ("frc_", 20),
  ]

  /// Words after which, behind a colon or an equals sign, a secret follows.
  private static let labels: Set<String> = [
    "password", "passwort", "kennwort", "passwd", "pwd", "secret", "token", "apikey", "api_key",
    "api-key", "pin", "contraseña", "motdepasse", "senha", "wachtwoord",
  ]

  /// The text without secrets, else unchanged.
  static func redact(_ text: String) -> String {
    guard
      text.utf8.contains(where: { $0 == 0x3A || $0 == 0x3D || $0 == 0x5F || $0 == 0x2D })
        || text.contains("AKIA") || text.contains("ASIA") || text.contains("AIza")
        || text.contains("eyJ")
    else { return text }
    let source = withoutKeyBlocks(text)
    var output = ""
    var isAwaited = false
    var rest = source[...]
    while !rest.isEmpty {
      let space = rest.prefix { $0.isWhitespace }
      output += space
      rest = rest[space.endIndex...]
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest[word.endIndex...]
      guard !word.isEmpty else { continue }
      if isAwaited {
        output += mark
        isAwaited = false
      } else if isKey(word) {
        output += mark
      } else if let split = labelEnd(word) {
        output += word[..<split]
        if split < word.endIndex { output += mark } else { isAwaited = true }
      } else {
        output += word
      }
    }
    return output
  }

  private static func isKey(_ word: Substring) -> Bool {
    let bare = word.drop { "\"'`(<[".contains($0) }
    return prefixes.contains { bare.hasPrefix($0.0) && bare.utf8.count >= $0.1 }
  }

  /// The place behind `password:` at the start of a word; nil where it is no such word.
  private static func labelEnd(_ word: Substring) -> Substring.Index? {
    guard let mark = word.firstIndex(where: { $0 == ":" || $0 == "=" }),
      labels.contains(word[..<mark].lowercased())
    else { return nil }
    return word.index(after: mark)
  }

  /// The text without the insides of PEM blocks.
  private static func withoutKeyBlocks(_ text: String) -> String {
    guard let start = text.firstRange(of: "-----BEGIN "), text.contains("PRIVATE KEY") else {
      return text
    }
    let rest = text[start.upperBound...]
    guard let end = rest.firstRange(of: "-----END ") else {
      return text[..<start.lowerBound] + mark
    }
    let tail = rest[end.upperBound...].drop { $0 != "\n" }
    return text[..<start.lowerBound] + mark + withoutKeyBlocks(String(tail))
  }
}
