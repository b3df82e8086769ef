/// Takes out of a text what looks like a key or a password, so that it never reaches a model.
///
/// It errs on the side of taking too much: a model that misses a word reads a line less well, one
/// that sees a password has it.
enum SecretRedaction {
  /// What stands in place of a secret.
  static let mark = "[secret]"

  /// Beginnings of keys that services, and we ourselves, hand out, with the least length of the
  /// whole.
  private static let prefixTexts: [(String, Int)] = [
    ("AKIA", 20), ("ASIA", 20), ("ghp_", 30), ("gho_", 30), ("ghs_", 30), ("ghu_", 30),
    ("ghr_", 30), ("github_pat_", 30), ("glpat-", 20), ("xoxb-", 20), ("xoxp-", 20),
    ("xoxa-", 20), ("xapp-", 20), ("sk-", 20), ("sk_live_", 20), ("sk_test_", 20),
    ("rk_live_", 20), ("pk_live_", 20), ("AIza", 35), ("ya29.", 20), ("eyJ", 40), ("whsec_", 20),
    ("npm_", 30), ("pypi-", 20), ("frt_", 20), ("fro_", 20),
  ]
  private static let prefixes = prefixTexts.map { (bytes: Array($0.0.utf8), least: $0.1) }

  /// Parts of a name that give away that what stands behind it is secret.
  private static let revealing = [
    "password", "passwort", "kennwort", "passwd", "passphrase", "secret", "apikey", "api_key",
    "api-key", "accesskey", "access_key", "access-key", "privatekey", "private_key", "private-key",
    "credential", "contraseña", "motdepasse", "wachtwoord",
  ].map { Array($0.utf8) }

  /// Words of a name that do so where they stand alone in it.
  private static let revealingWords: Set<[UInt8]> = Set(
    [
      "token", "pwd", "pin", "pass", "psw", "auth", "authorization", "jwt", "sig", "signature",
      "senha", "bearer",
    ].map { Array($0.utf8) })

  /// What stands between a name and a colon that is no user name with a password behind it.
  private static let addressNames: Set<[UInt8]> = Set(
    [
      "mailto", "to", "cc", "bcc", "from", "email", "e-mail", "mail", "sip", "sips", "xmpp", "acct",
      "an", "von", "de", "para",
    ].map { Array($0.utf8) })

  /// How ways to prove oneself are called that stand before the secret itself.
  private static let schemes: Set<[UInt8]> = Set(
    ["bearer", "basic", "token"].map { Array($0.utf8) })

  private static let leastBearerBytes = 12

  /// Colons and equals signs of a word at which a user name may end.
  private static let colonsOfLogins = 4

  /// The text without secrets, else unchanged.
  static func redact(_ text: String) -> String {
    let bytes = Array(withoutKeyBlocks(text).utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var state = State.open
    var place = 0
    while place < bytes.count {
      let start = place
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      output += bytes[start..<place]
      let begin = place
      while place < bytes.count, !isSpace(bytes[place]) { place += 1 }
      guard begin < place else { break }
      append(bytes[begin..<place], to: &output, &state)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// What is known when a word begins.
  private enum State {
    /// Nothing.
    case open
    /// The word before is a name behind which, after `=` or `:`, a secret stands.
    case named
    /// The word before was `Bearer`.
    case bearer
    /// This word is a secret.
    case awaited
  }

  private static func append(
    _ word: ArraySlice<UInt8>, to output: inout [UInt8], _ state: inout State
  ) {
    let lowered = word.map { lower($0) }
    let known = state
    state = .open
    switch known {
    case .awaited:
      if schemes.contains(lowered) {
        output += word
        state = .awaited
      } else {
        output += mark.utf8
      }
      return
    case .named where [":", "=", ":=", "=>"].contains(String(decoding: word, as: UTF8.self)):
      output += word
      state = .awaited
      return
    case .bearer where word.count >= leastBearerBytes:
      output += mark.utf8
      return
    case .open, .named, .bearer: break
    }
    var rest = word
    while !rest.isEmpty {
      guard let found = secret(in: rest) else {
        output += rest
        state = following(rest)
        return
      }
      output += rest[..<found.lowerBound]
      if found.isEmpty {
        output += rest[found.lowerBound...]
        state = .awaited
        return
      }
      output += mark.utf8
      rest = rest[found.upperBound...]
    }
  }

  /// What a word without a secret says of the next one.
  private static func following(_ word: ArraySlice<UInt8>) -> State {
    let bare = word.map { lower($0) }.filter { isName($0) }
    if bare == Array("bearer".utf8) { return .bearer }
    return isRevealing(bare[...]) ? .named : .open
  }

  /// The first secret of a word; empty, at the place where it would stand, where only the next word
  /// can be it.
  private static func secret(in word: ArraySlice<UInt8>) -> Range<Int>? {
    var colons = 0
    for place in word.indices {
      if place == word.startIndex || !isName(word[place - 1]) || isJoint(word[place - 1]),
        let end = key(in: word, at: place)
      {
        return place..<end
      }
      guard word[place] == UInt8(ascii: ":") || word[place] == UInt8(ascii: "=") else { continue }
      if let found = value(in: word, behind: place) { return found }
      if colons < colonsOfLogins, let found = login(in: word, at: place) { return found }
      colons += 1
    }
    return nil
  }

  /// The end of a service's key that begins at a place.
  private static func key(in word: ArraySlice<UInt8>, at place: Int) -> Int? {
    let rest = word[place...]
    guard let least = prefixes.first(where: { rest.starts(with: $0.bytes) })?.least else {
      return nil
    }
    let end = rest.firstIndex { !isName($0) && !"./+=~".utf8.contains($0) } ?? word.endIndex
    return end - place >= least ? end : nil
  }

  /// What stands behind `password=`, `"apiKey":` or `?token=`: up to the next parameter of an
  /// address, else to the end of the word.
  private static func value(in word: ArraySlice<UInt8>, behind mark: Int) -> Range<Int>? {
    var end = mark
    while end > word.startIndex, isQuote(word[end - 1]) { end -= 1 }
    var start = end
    while start > word.startIndex, isName(word[start - 1]) { start -= 1 }
    guard isRevealing(word[start..<end]) else { return nil }
    var from = mark + 1
    while from < word.endIndex, isQuote(word[from]) || word[from] == UInt8(ascii: "=") { from += 1 }
    let isParameter =
      start > word.startIndex
      && (word[start - 1] == UInt8(ascii: "?") || word[start - 1] == UInt8(ascii: "&"))
    let behind = word[from...]
    let until = (isParameter ? behind.firstIndex(of: UInt8(ascii: "&")) : nil) ?? word.endIndex
    return from == until && until < word.endIndex ? nil : from..<until
  }

  /// The password of `user:password@host`, also behind a scheme.
  private static func login(in word: ArraySlice<UInt8>, at colon: Int) -> Range<Int>? {
    guard word[colon] == UInt8(ascii: ":"), colon + 1 < word.endIndex,
      !word[(colon + 1)...].starts(with: "//".utf8)
    else { return nil }
    var start = colon
    while start > word.startIndex, word[start - 1] != UInt8(ascii: "/") { start -= 1 }
    let behind = word[(colon + 1)...]
    let isAddress = word[..<start].suffix(3).elementsEqual("://".utf8)
    let end =
      isAddress
      ? behind.prefix { $0 != UInt8(ascii: "/") }.lastIndex(of: UInt8(ascii: "@"))
      : behind.lastIndex(of: UInt8(ascii: "@"))
    guard isAddress || !word[..<start].contains(UInt8(ascii: "/")),
      word[start..<colon].contains(where: { ($0 | 0x20) &- 97 < 26 }), let end, end > colon + 1,
      end + 1 < word.endIndex,
      isAddress || !addressNames.contains(word[start..<colon].map { lower($0) })
    else { return nil }
    return colon + 1..<end
  }

  private static func isRevealing(_ name: ArraySlice<UInt8>) -> Bool {
    guard !name.isEmpty else { return false }
    let lowered = name.map { lower($0) }
    if revealing.contains(where: { lowered.firstRange(of: $0) != nil }) { return true }
    if lowered.count > 5, lowered.suffix(5).elementsEqual("token".utf8) { return true }
    return lowered.split { isJoint($0) }
      .contains { revealingWords.contains(Array($0)) }
  }

  /// Letters, digits, `_`, `-` and all bytes of other scripts.
  private static func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == 0x5F || byte == 0x2D
  }

  /// What joins the words of a name.
  private static func isJoint(_ byte: UInt8) -> Bool { byte == 0x5F || byte == 0x2D }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

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
