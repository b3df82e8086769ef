import Shared

/// Reads what a route of Mailgun posts, raw (to a URL that ends in `mime`) or in pieces.
public enum MailgunMail {
  /// The mail of a form; `believesFindings` where Mailgun is known to write its findings into every
  /// mail of the domain.
  ///
  /// - Throws: `ProviderError.field` where recipient or every content is missing.
  public static func read(
    _ form: FormData, believesFindings: Bool
  ) throws(ProviderError) -> ProviderMail {
    let recipients = (form.text("recipient") ?? "").split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != " " })
    }.filter { !$0.isEmpty }
    guard !recipients.isEmpty else { throw ProviderError.field("recipient") }
    let sender = form.text("sender")
    let message: [UInt8]
    if let raw = form.content("body-mime") { message = raw } else { message = try compose(form) }
    return ProviderMail(
      message: message, recipients: recipients, sender: sender,
      findings: believesFindings ? findings(in: message, sender: sender) : nil)
  }

  /// What Mailgun's fields tell. A sender could write such a field too, so that one which stands
  /// there twice tells nothing.
  static func findings(in message: [UInt8], sender: String?) -> SenderFindings {
    let mail = MailParser.parse(message)
    func only(_ name: String) -> MailVerdict.Result? {
      let values = mail.values(named: name, limit: 2)
      return values.count == 1 ? SendGridMail.result(values[0]) : nil
    }
    var findings = SenderFindings()
    findings.spf = only("x-mailgun-spf")
    findings.spfDomain = SenderFindings.domain(of: sender)
    findings.dkim = only("x-mailgun-dkim-check-result")
    findings.takesSigningDomainFromMail = true
    return findings
  }

  private static func compose(_ form: FormData) throws(ProviderError) -> [UInt8] {
    var message = ComposedMessage()
    for pair in form.json("message-headers")?.arrayValue?.prefix(ProviderLimits.fields) ?? [] {
      guard let name = pair[0]?.stringValue, let value = pair[1]?.stringValue else { continue }
      message.add(name, Array(value.utf8))
    }
    message.addMissing("From", form.text("from") ?? form.text("From"))
    message.addMissing("To", form.text("To"))
    message.addMissing("Subject", form.text("subject") ?? form.text("Subject"))
    for (name, path) in [
      ("body-plain", \ComposedMessage.text), ("body-html", \ComposedMessage.html),
    ] {
      if let bytes = form.content(name), !bytes.isEmpty {
        message[keyPath: path] = ComposedMessage.Body(bytes: bytes, charset: "utf-8")
      }
    }
    message.files = files(form)
    guard
      message.text != nil || message.html != nil || !message.files.isEmpty
        || !message.fields.isEmpty
    else { throw ProviderError.field("body-mime") }
    return message.message()
  }

  private static func files(_ form: FormData) -> [ComposedMessage.File] {
    // The map may hold an empty id, and one id twice.
    var ids: [String: String] = [:]
    for member in form.json("content-id-map")?.objectValue?.members ?? [] {
      let id = member.key.filter { $0 != "<" && $0 != ">" }
      if let file = member.value.stringValue, !id.isEmpty, ids[file] == nil { ids[file] = id }
    }
    return form.parts.filter { isFile($0.name) }.prefix(ProviderLimits.files).map { part in
      ComposedMessage.File(
        name: part.fileName, mediaType: part.mediaType, contentID: ids[part.name],
        bytes: Array(form.bytes[part.content]))
    }
  }

  private static func isFile(_ name: String) -> Bool {
    guard name.hasPrefix("attachment-") else { return false }
    let number = name.dropFirst("attachment-".count)
    return !number.isEmpty && number.utf8.allSatisfy(Byte.isDigit)
  }
}
