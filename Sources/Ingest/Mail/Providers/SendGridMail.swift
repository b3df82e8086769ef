import Shared

/// Reads what SendGrid's Inbound Parse posts, raw or in pieces.
///
/// In pieces every field is in the character set that `charsets` names for it, not in UTF-8.
public enum SendGridMail {
  /// The mail of a form.
  ///
  /// - Throws: `ProviderError.field` where the envelope or every content is missing.
  public static func read(_ form: FormData) throws(ProviderError) -> ProviderMail {
    guard let envelope = form.json("envelope"),
      let recipients = envelope["to"]?.arrayValue?.compactMap(\.stringValue), !recipients.isEmpty
    else { throw ProviderError.field("envelope") }
    let sender = envelope["from"]?.stringValue
    var findings = SenderFindings()
    findings.spf = result(form.text("SPF"))
    findings.spfDomain = SenderFindings.domain(of: sender)
    if let domain = signingDomain(form.text("dkim") ?? "") {
      findings.dkim = .pass
      findings.dkimDomain = domain
    }
    let message: [UInt8]
    if let raw = form.content("email") { message = raw } else { message = try compose(form) }
    return ProviderMail(
      message: message, recipients: recipients, sender: sender, findings: findings)
  }

  /// A result word; every word but pass and fail is neither.
  static func result(_ word: String?) -> MailVerdict.Result? {
    switch word?.lowercased() {
    case nil, "": nil
    case "pass": .pass
    case "fail": .fail
    default: .neither
    }
  }

  /// The domain of `{@example.org : pass}`, nil for anything else.
  ///
  /// A sender chooses the signing domain's letters, so that several entries could be one in
  /// disguise: only a single, plain one counts.
  static func signingDomain(_ text: String) -> String? {
    guard text.utf8.count <= 300, text.hasPrefix("{@"), text.hasSuffix("}") else { return nil }
    let sides = text.dropFirst(2).dropLast().split(
      separator: ":", omittingEmptySubsequences: false
    ).map { $0.filter { $0 != " " }.lowercased() }
    guard sides.count == 2, sides[1] == "pass", !sides[0].isEmpty,
      sides[0].utf8.allSatisfy({ byte in
        Byte.isLetter(byte) || Byte.isDigit(byte) || byte == Byte.hyphen || byte == 0x2E
      })
    else { return nil }
    return sides[0]
  }

  private static func compose(_ form: FormData) throws(ProviderError) -> [UInt8] {
    let charsets = form.json("charsets")
    var message = ComposedMessage()
    if let block = form.content("headers") { message.add(block: block) }
    for (field, name) in [("from", "From"), ("to", "To"), ("cc", "Cc"), ("subject", "Subject")] {
      message.addMissing(name, decoded(form, field, charsets))
    }
    func body(_ name: String) -> ComposedMessage.Body? {
      form.content(name).flatMap { bytes in
        bytes.isEmpty
          ? nil : ComposedMessage.Body(bytes: bytes, charset: charsets?[name]?.stringValue)
      }
    }
    message.text = body("text")
    message.html = body("html")
    message.files = files(form)
    guard
      message.text != nil || message.html != nil || !message.files.isEmpty
        || !message.fields.isEmpty
    else { throw ProviderError.field("email") }
    return message.message()
  }

  private static func decoded(
    _ form: FormData, _ name: String, _ charsets: JSONValue?
  ) -> String? {
    guard let bytes = form.content(name) else { return nil }
    let label = Array((charsets?[name]?.stringValue ?? "utf-8").utf8)
    let charset = Charset.find(label.span, 0..<label.count) ?? .unlabelled
    return charset.decode(bytes.span, 0..<bytes.count)
  }

  private static func files(_ form: FormData) -> [ComposedMessage.File] {
    let facts = form.json("attachment-info")
    var ids: [String: String] = [:]
    for member in form.json("content-ids")?.objectValue?.members ?? [] {
      if let file = member.value.stringValue { ids[file] = member.key }
    }
    return form.parts.filter { isFile($0.name) }.prefix(ProviderLimits.files).map { part in
      let fact = facts?[part.name]
      return ComposedMessage.File(
        name: fact?["filename"]?.stringValue ?? fact?["name"]?.stringValue ?? part.fileName,
        mediaType: fact?["type"]?.stringValue ?? part.mediaType,
        contentID: fact?["content-id"]?.stringValue ?? ids[part.name],
        bytes: Array(form.bytes[part.content]))
    }
  }

  private static func isFile(_ name: String) -> Bool {
    guard name.hasPrefix("attachment") else { return false }
    let number = name.dropFirst("attachment".count)
    return !number.isEmpty && number.utf8.allSatisfy(Byte.isDigit)
  }
}
