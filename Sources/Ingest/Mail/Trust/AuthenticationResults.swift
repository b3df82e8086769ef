/// Reads Authentication-Results (RFC 8601), of which only the topmost of a trusted server counts:
/// everybody can write such a field into a mail.
public enum AuthenticationResults {
  /// The verdict of the topmost field, nil where that field is missing or not of a trusted server.
  ///
  /// - Parameters:
  ///   - mail: the mail.
  ///   - trusted: names of servers (authserv-id) whose results count, in lower case.
  public static func verdict(of mail: ParsedMail, trusted: Set<String>) -> MailVerdict? {
    guard !trusted.isEmpty,
      let field = mail.values(named: "authentication-results", limit: 1).first
    else { return nil }
    var words = Words(field)
    guard let server = words.next(), trusted.contains(server.lowercased()) else { return nil }
    let from = mail.addresses(.from)
    // DMARC speaks of one From address; several make every result meaningless.
    guard from.count == 1, let domain = domain(of: from[0].address) else { return MailVerdict() }
    return read(&words, domain: domain)
  }

  private static func read(_ words: inout Words, domain: String) -> MailVerdict {
    var verdict = MailVerdict()
    for clause in words.clauses() {
      guard let (method, result) = clause.first.flatMap(pair) else { continue }
      let outcome: MailVerdict.Result =
        result == "pass" ? .pass : result == "fail" ? .fail : .neither
      let properties = Dictionary(
        clause.dropFirst().compactMap(pair), uniquingKeysWith: { first, _ in first })
      switch method {
      case "dmarc":
        let named = properties["header.from"]
        if verdict.dmarc == nil, named == nil || named == domain { verdict.dmarc = outcome }
      case "dkim":
        let signer = properties["header.d"] ?? properties["header.i"].flatMap(self.domain)
        let isOwn = signer.map { domain == $0 || domain.hasSuffix("." + $0) } ?? false
        if isOwn, verdict.dkim != .pass { verdict.dkim = outcome }
      case "spf": verdict.spf = verdict.spf ?? outcome
      case "arc": verdict.arc = verdict.arc ?? outcome
      default: break
      }
    }
    return verdict
  }

  /// `key=value`, both in lower case, quotes and a version (`dkim/1=pass`) taken off.
  private static func pair(_ word: String) -> (String, String)? {
    guard let equals = word.firstIndex(of: "=") else { return nil }
    let key = word[..<equals].split(separator: "/").first.map { $0.lowercased() } ?? ""
    let value = word[word.index(after: equals)...].lowercased().filter { $0 != "\"" }
    return (key, value)
  }

  private static func domain(of address: String?) -> String? {
    guard let address, let at = address.lastIndex(of: "@") else { return nil }
    let domain = address[address.index(after: at)...].lowercased()
    return domain.isEmpty ? nil : domain
  }

  /// Splits the field into words; comments count for nothing.
  private struct Words {
    private var rest: Substring

    init(_ text: String) {
      var kept = ""
      var depth = 0
      var inQuotes = false
      for character in text.prefix(8_192) {
        if character == "\"" { inQuotes.toggle() }
        if !inQuotes, character == "(" { depth += 1 }
        if depth == 0 { kept.append(character.isWhitespace ? " " : character) }
        if !inQuotes, character == ")", depth > 0 { depth -= 1 }
      }
      rest = kept[...]
    }

    /// The server's name in front of the first semicolon, without its version.
    mutating func next() -> String? {
      let head = rest.prefix { $0 != ";" }
      rest = rest.dropFirst(head.count)
      return head.split(separator: " ").first.map(String.init)
    }

    func clauses() -> [[String]] {
      rest.split(separator: ";").prefix(100).map { clause in
        clause.split(separator: " ").prefix(100).map(String.init)
      }
    }
  }
}
