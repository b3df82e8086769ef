public import Shared

/// Reads what Postmark's inbound webhook posts: one JSON document, with the raw message in it where
/// that option is on.
public enum PostmarkMail {
  /// The mail of a document.
  ///
  /// - Throws: `ProviderError`.
  public static func read(_ document: JSONValue) throws(ProviderError) -> ProviderMail {
    guard document.objectValue != nil else { throw ProviderError.document }
    var recipients: [String] = []
    if let named = text(document, "OriginalRecipient") {
      recipients = [named]
    } else {
      for list in ["ToFull", "CcFull", "BccFull"] {
        recipients += (document[list]?.arrayValue ?? []).compactMap { text($0, "Email") }
      }
    }
    guard !recipients.isEmpty else { throw ProviderError.field("OriginalRecipient") }
    var details: JSONObject = [:]
    details["postmark_id"] = text(document, "MessageID").map { .string($0) }
    return ProviderMail(
      message: try message(document), recipients: recipients, findings: findings(document),
      details: details)
  }

  private static func text(_ value: JSONValue, _ name: String) -> String? {
    value[name]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The raw message where it came through whole: what is no Unicode cannot stand in JSON.
  private static func message(_ document: JSONValue) throws(ProviderError) -> [UInt8] {
    if let raw = text(document, "RawEmail"), !raw.unicodeScalars.contains("\u{FFFD}") {
      return Array(raw.utf8)
    }
    return try compose(document)
  }

  private static func compose(_ document: JSONValue) throws(ProviderError) -> [UInt8] {
    var message = ComposedMessage()
    for field in document["Headers"]?.arrayValue?.prefix(ProviderLimits.fields) ?? [] {
      guard let name = text(field, "Name"), let value = text(field, "Value") else { continue }
      message.add(name, Array(value.utf8))
    }
    if let from = mailbox(document["FromFull"]) ?? text(document, "From") {
      message.addMissing("From", from)
    }
    for (name, field) in [
      ("To", "To"), ("Cc", "Cc"), ("ReplyTo", "Reply-To"), ("Subject", "Subject"),
      ("Date", "Date"),
    ] { message.addMissing(field, text(document, name)) }
    if let plain = text(document, "TextBody") {
      message.text = ComposedMessage.Body(bytes: Array(plain.utf8), charset: "utf-8")
    }
    if let html = text(document, "HtmlBody") {
      message.html = ComposedMessage.Body(bytes: Array(html.utf8), charset: "utf-8")
    }
    for file in document["Attachments"]?.arrayValue?.prefix(ProviderLimits.files) ?? [] {
      guard let bytes = file["Content"]?.stringValue.flatMap({ Base64.decode($0) }) else {
        throw ProviderError.field("Attachments")
      }
      message.files.append(
        ComposedMessage.File(
          name: text(file, "Name"), mediaType: text(file, "ContentType"),
          contentID: text(file, "ContentID"), bytes: bytes))
    }
    guard !message.fields.isEmpty else { throw ProviderError.field("Headers") }
    return message.message()
  }

  /// `"Name" <address>` of a document's mailbox.
  private static func mailbox(_ value: JSONValue?) -> String? {
    guard let value, let address = text(value, "Email") else { return nil }
    guard let name = text(value, "Name") else { return address }
    let quoted = name.filter { $0 != "\"" && $0 != "\\" }
    return "\"\(quoted)\" <\(address)>"
  }

  /// What Postmark's own fields tell. A sender could write such a field too, so that one which
  /// stands there twice tells nothing.
  static func findings(_ document: JSONValue) -> SenderFindings? {
    var values: [String: [String]] = [:]
    for field in document["Headers"]?.arrayValue?.prefix(ProviderLimits.fields) ?? [] {
      guard let name = text(field, "Name")?.lowercased(), let value = text(field, "Value") else {
        continue
      }
      values[name, default: []].append(value)
    }
    var findings = SenderFindings()
    if let spf = values["received-spf"], spf.count == 1 {
      let words = spf[0].split { $0 == " " || $0 == ";" }.map { $0.lowercased() }
      findings.spf = SendGridMail.result(words.first)
      let prefix = "envelope-from="
      if words.contains("identity=mailfrom"),
        let sender = words.first(where: { $0.hasPrefix(prefix) })
      {
        let address = sender.dropFirst(prefix.count).filter { $0 != "\"" && $0 != "<" && $0 != ">" }
        findings.spfDomain = SenderFindings.domain(of: String(address))
      }
    }
    if let tests = values["x-spam-tests"], tests.count == 1 {
      let names = tests[0].split { $0 == "," || $0 == " " }
      // SpamAssassin's word for a valid signature of From's own domain.
      if names.contains("DKIM_VALID_AU") {
        findings.dkim = .pass
        findings.isSignedByAuthor = true
      }
    }
    return findings
  }
}
