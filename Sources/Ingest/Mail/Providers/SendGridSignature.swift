public import Shared

/// SendGrid's signature of a request: ECDSA on P-256 with SHA-256 over timestamp and raw body.
public struct SendGridSignature: Hashable, Sendable {
  /// The header with the signature.
  public static let signatureField = "X-Twilio-Email-Event-Webhook-Signature"
  /// The header with the time of signing.
  public static let timestampField = "X-Twilio-Email-Event-Webhook-Timestamp"

  /// When the request was signed.
  public var time: Instant
  private let timestamp: String
  private let signature: [UInt8]

  /// The signature of those headers; nil where a part is missing or malformed.
  public init?(_ headers: HTTPHeaders) {
    guard let timestamp = headers[Self.timestampField], timestamp.utf8.count <= 15,
      let seconds = Int64(timestamp), seconds > 0,
      let signature = headers[Self.signatureField].flatMap({ Base64.decode($0) })
    else { return nil }
    self.timestamp = timestamp
    self.signature = signature
    time = Instant(seconds: seconds)
  }

  /// True where the key's owner signed that body at that time.
  public func isValid(for body: [UInt8], key: PublicKey) -> Bool {
    key.isValid(signature, for: Array(timestamp.utf8) + body, hash: .sha256)
  }
}
