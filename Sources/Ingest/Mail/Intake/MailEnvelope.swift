public import Shared

/// How a mail came in, beside its own bytes.
public struct MailEnvelope: Sendable {
  /// The recipient that the delivering server named; the headers' To counts for nothing.
  public var recipient: String
  /// The way in: `mail_http`, `mail_pipe`, …
  public var source: String
  /// The envelope's sender, empty for a bounce, nil where it is not known.
  public var sender: String?
  /// The W3C `traceparent` under which it came.
  public var trace: String?
  /// What an authenticated provider found out about the sender; nil where only the mail's own
  /// Authentication-Results may tell.
  public var findings: SenderFindings?
  /// Why the mail must be held whatever else speaks for it: a code of ours.
  public var suspicion: String?
  /// Further facts kept beside the input; never secrets.
  public var facts: JSONObject = [:]

  /// An envelope.
  public init(recipient: String, source: String, sender: String? = nil, trace: String? = nil) {
    self.recipient = recipient
    self.source = source
    self.sender = sender
    self.trace = trace
  }

  /// What is kept of it beside the input.
  var details: JSONObject {
    var details = facts
    details["envelope_sender"] = sender.map { .string($0) }
    return details
  }
}
