public import Shared

/// Mailgun's signature of a request: HMAC-SHA256 of timestamp and token. It does not cover the body,
/// so that a token is good for one content only (``InboundTokens``).
public struct MailgunSignature: Hashable, Sendable {
  /// When the request was signed.
  public var time: Instant
  /// What makes the signature a different one each time.
  public var token: String
  private let timestamp: String
  private let signature: String

  /// The signature of a form; nil where a part of it is missing or malformed.
  public init?(_ form: FormData) {
    guard let timestamp = form.text("timestamp"), timestamp.utf8.count <= 15,
      let seconds = Int64(timestamp), seconds > 0, let token = form.text("token"),
      (1...200).contains(token.utf8.count), let signature = form.text("signature")
    else { return nil }
    self.timestamp = timestamp
    self.token = token
    self.signature = signature
    time = Instant(seconds: seconds)
  }

  /// True where the key's owner signed it.
  public func isValid(key: String) -> Bool {
    guard let code = Hex.decode(signature) else { return false }
    return HMACSHA256.isValid(code, for: Array((timestamp + token).utf8), key: Array(key.utf8))
  }

  /// SHA-256 over everything in the form but the signature, whatever the order of its parts was.
  public static func contentHash(of form: FormData) -> [UInt8] {
    let own: Set = ["timestamp", "token", "signature"]
    var parts = form.parts.filter { !own.contains($0.name) }.map { part in
      SHA256.digest(of: Array(part.name.utf8)) + SHA256.digest(of: Array(form.bytes[part.content]))
    }
    parts.sort { $0.lexicographicallyPrecedes($1) }
    return SHA256.digest(of: Array(parts.joined()))
  }
}
