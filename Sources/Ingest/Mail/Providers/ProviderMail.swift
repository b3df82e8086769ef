public import Shared

/// A mail as a provider handed it in: the message, who was meant to get it, and what the provider
/// found out about its sender.
public struct ProviderMail: Sendable {
  /// The raw message, put together where the provider sent it in pieces.
  public var message: [UInt8]
  /// The envelope's recipients.
  public var recipients: [String]
  /// The envelope's sender, empty for the null sender; nil where it is not told.
  public var sender: String?
  /// What the provider found out; nil where only the mail's own fields may tell.
  public var findings: SenderFindings?
  /// Why the mail must be held whatever else speaks for it: a code of ours.
  public var suspicion: String?
  /// Facts kept beside the input; never secrets.
  public var details: JSONObject

  /// A mail of those parts.
  public init(
    message: [UInt8], recipients: [String], sender: String? = nil, findings: SenderFindings? = nil,
    suspicion: String? = nil, details: JSONObject = [:]
  ) {
    self.message = message
    self.recipients = recipients
    self.sender = sender
    self.findings = findings
    self.suspicion = suspicion
    self.details = details
  }

  /// The envelope for one of the recipients.
  public func envelope(to recipient: String, source: String, trace: String?) -> MailEnvelope {
    var envelope = MailEnvelope(
      recipient: recipient, source: source, sender: sender, trace: trace)
    envelope.findings = findings
    envelope.suspicion = suspicion
    envelope.facts = details
    return envelope
  }
}
