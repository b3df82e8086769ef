/// What an authenticated provider tells of a mail's sender, before it is held against From.
///
/// A provider's word about DMARC counts as it is. Where it tells only of DKIM and SPF, DMARC passed
/// where either did for the very domain of From (RFC 7489 section 3.1, strict alignment); that it
/// failed is never concluded, for the domain's policy is not known.
public struct SenderFindings: Hashable, Sendable {
  /// DMARC, where the provider evaluates it.
  public var dmarc: MailVerdict.Result?
  /// SPF of the envelope's sender.
  public var spf: MailVerdict.Result?
  /// The domain of the envelope's sender, to which SPF speaks.
  public var spfDomain: String?
  /// DKIM.
  public var dkim: MailVerdict.Result?
  /// The domain whose signature passed; nil where the provider does not name it.
  public var dkimDomain: String?
  /// True where the provider has held the signature against From itself.
  public var isSignedByAuthor = false
  /// True where the signing domain is that of the mail's only DKIM-Signature field.
  public var takesSigningDomainFromMail = false

  /// Nothing found out.
  public init() {}

  /// The domain of an address in lower case.
  static func domain(of address: String?) -> String? {
    guard let address, let at = address.lastIndex(of: "@") else { return nil }
    let domain = address[address.index(after: at)...].lowercased()
    return domain.isEmpty ? nil : domain
  }

  /// The domain of the one author whom the mail's one From field names; nil where there are several
  /// of either, for DMARC speaks of one (RFC 7489 section 6.6.1).
  static func author(of mail: ParsedMail) -> String? {
    let from = mail.addresses(.from)
    guard mail.values(named: "from", limit: 2).count == 1, from.count == 1 else { return nil }
    return domain(of: from[0].address)
  }

  /// The findings as a verdict on a mail: empty where From names no single author.
  public func verdict(on mail: ParsedMail) -> MailVerdict {
    var verdict = MailVerdict()
    guard let author = Self.author(of: mail) else { return verdict }
    verdict.spf = spf
    let signer = takesSigningDomainFromMail ? Self.signer(of: mail) : dkimDomain
    let isSigned = dkim == .pass && (isSignedByAuthor || signer == author)
    verdict.dkim = isSigned ? .pass : dkim == .pass ? .neither : dkim
    if let dmarc {
      verdict.dmarc = dmarc
    } else if isSigned || (spf == .pass && spfDomain?.lowercased() == author) {
      verdict.dmarc = .pass
    }
    return verdict
  }

  /// The tag d= of the mail's DKIM-Signature (RFC 6376 section 3.5), where it has exactly one.
  private static func signer(of mail: ParsedMail) -> String? {
    let fields = mail.values(named: "dkim-signature", limit: 2)
    guard fields.count == 1 else { return nil }
    for tag in fields[0].split(separator: ";").prefix(50) {
      let sides = tag.split(separator: "=", maxSplits: 1).map { side in
        side.filter { $0 != " " && $0 != "\t" }.lowercased()
      }
      if sides.count == 2, sides[0] == "d" { return sides[1] }
    }
    return nil
  }
}
