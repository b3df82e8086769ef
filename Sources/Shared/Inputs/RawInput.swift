public import FoundationEssentials

/// Something that came in from outside and is to be accepted: a mail, a capture, a line.
public struct RawInput: Sendable {
  /// Who acts, and where.
  public var actor: Actor
  /// Where it came in: `mail_http`, `mail_pipe`, `mail_imap`, `capture`, `line`, …
  public var source: String
  /// The key that no other input of the workspace may have; see ``DedupeKey``.
  public var dedupeKey: String
  /// The key of what it claims to be, whatever it contains, such as address and Message-ID; another
  /// input with the same identity is reported.
  public var identityKey: String?
  /// Where the raw bytes lie in the object store.
  public var objectKey: String?
  /// How many bytes came in.
  public var byteCount: Int64
  /// The row of `pipeline.addresses` it was sent to.
  public var address: UUID?
  /// The recipient as it was written.
  public var recipient: String?
  /// Envelope and request facts; never secrets.
  public var details: JSONObject

  /// An input.
  public init(
    actor: Actor, source: String, dedupeKey: String, identityKey: String? = nil,
    objectKey: String?, byteCount: Int64, address: UUID? = nil, recipient: String? = nil,
    details: JSONObject = [:]
  ) {
    self.actor = actor
    self.source = source
    self.dedupeKey = dedupeKey
    self.identityKey = identityKey
    self.objectKey = objectKey
    self.byteCount = byteCount
    self.address = address
    self.recipient = recipient
    self.details = details
  }
}
