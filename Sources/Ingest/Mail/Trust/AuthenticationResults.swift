/// Reads Authentication-Results (RFC 8601), of which only the topmost of a trusted server counts:
/// everybody can write such a field into a mail.
public enum AuthenticationResults {
  /// The verdict of the topmost field, nil where that field is missing or not of a trusted server.
  ///
  /// It is empty where the field contradicts itself or the mail names no single author.
  ///
  /// - Parameters:
  ///   - mail: the mail.
  ///   - trusted: names of servers (authserv-id) whose results count, in lower case.
  public static func verdict(of mail: ParsedMail, trusted: Set<String>) -> MailVerdict? {
    guard !trusted.isEmpty,
      let text = mail.values(named: "authentication-results", limit: 1).first
    else { return nil }
    guard let field = AuthenticationField(text), trusted.contains(field.server) else { return nil }
    guard let domain = SenderFindings.author(of: mail) else { return MailVerdict() }
    return read(field.clauses, domain: domain) ?? MailVerdict()
  }

  /// What the clauses say of a domain; nil where two of DMARC say different things.
  private static func read(
    _ clauses: [[AuthenticationField.Property]], domain: String
  ) -> MailVerdict? {
    var verdict = MailVerdict()
    var dmarc: [AuthenticationField.Property]?
    for clause in clauses {
      guard let first = clause.first else { continue }
      let outcome: MailVerdict.Result =
        first.value == "pass" ? .pass : first.value == "fail" ? .fail : .neither
      func value(_ key: String) -> String? { clause.dropFirst().first { $0.key == key }?.value }
      switch first.key {
      case "dmarc":
        let named = clause.dropFirst().filter { $0.key == "header.from" }
        let claim = [first] + named
        guard dmarc == nil || dmarc == claim, Set(named.map(\.value)).count <= 1 else { return nil }
        dmarc = claim
        if named.allSatisfy({ $0.value == domain }) { verdict.dmarc = outcome }
      case "dkim":
        let signer = value("header.d") ?? value("header.i").flatMap(SenderFindings.domain)
        let isOwn = signer.map { domain == $0 || domain.hasSuffix("." + $0) } ?? false
        if isOwn, verdict.dkim != .pass { verdict.dkim = outcome }
      case "spf": verdict.spf = verdict.spf ?? outcome
      case "arc": verdict.arc = verdict.arc ?? outcome
      default: break
      }
    }
    return verdict
  }
}
