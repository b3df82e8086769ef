import Shared

/// Reads what Amazon SES says in a notification about a received mail.
public enum SESNotification: Sendable {
  /// The message itself is in it.
  case content(ProviderMail)
  /// The message lies in S3; the mail's message is empty until it was fetched.
  case object(bucket: String, key: String, ProviderMail)
  /// It tells of something else, such as the setup of a rule.
  case other

  /// Reads the text of a notification.
  ///
  /// - Throws: `ProviderError`.
  public init(_ text: String) throws(ProviderError) {
    guard
      let document = try? JSONValue(parsing: text, maximumDepth: ProviderLimits.depth),
      document.objectValue != nil
    else {
      // When a topic is set up SES says so in words.
      self = .other
      return
    }
    guard document["notificationType"]?.stringValue == "Received" else {
      self = .other
      return
    }
    let receipt = document["receipt"]
    let recipients = receipt?["recipients"]?.arrayValue?.compactMap(\.stringValue) ?? []
    guard !recipients.isEmpty else { throw ProviderError.field("receipt.recipients") }
    var mail = ProviderMail(
      message: [], recipients: recipients, sender: document["mail"]?["source"]?.stringValue,
      findings: Self.findings(receipt))
    if Self.result(receipt, "virusVerdict") == .fail { mail.suspicion = "virus_found" }
    if let id = document["mail"]?["messageId"]?.stringValue { mail.details["ses_id"] = .string(id) }
    if Self.result(receipt, "spamVerdict") == .fail { mail.details["spam"] = true }
    let action = receipt?["action"]
    switch action?["type"]?.stringValue {
    case "S3":
      guard let bucket = action?["bucketName"]?.stringValue, !bucket.isEmpty,
        let key = action?["objectKey"]?.stringValue, !key.isEmpty, key.utf8.count <= 1_024
      else { throw ProviderError.field("receipt.action") }
      self = .object(bucket: bucket, key: key, mail)
    default:
      guard let content = document["content"]?.stringValue else {
        throw ProviderError.field("content")
      }
      mail.message = try Self.bytes(content, encoding: action?["encoding"]?.stringValue)
      self = .content(mail)
    }
  }

  private static func bytes(
    _ content: String, encoding: String?
  ) throws(ProviderError) -> [UInt8] {
    guard encoding?.uppercased() == "BASE64" else { return Array(content.utf8) }
    guard let bytes = Base64.decode(content) else { throw ProviderError.field("content") }
    return bytes
  }

  private static func findings(_ receipt: JSONValue?) -> SenderFindings {
    var findings = SenderFindings()
    findings.dmarc = result(receipt, "dmarcVerdict")
    findings.spf = result(receipt, "spfVerdict")
    findings.dkim = result(receipt, "dkimVerdict")
    return findings
  }

  /// PASS, FAIL, or neither for GRAY and PROCESSING_FAILED.
  private static func result(_ receipt: JSONValue?, _ name: String) -> MailVerdict.Result? {
    SendGridMail.result(receipt?[name]?["status"]?.stringValue)
  }
}
