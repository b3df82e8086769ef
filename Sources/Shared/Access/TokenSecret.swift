/// The text of a token: `frt_` for users or `fro_` for operators, 16 hexadecimal digits by which the
/// row is found, `_`, and 43 characters of secret (32 random bytes, base64url).
///
/// Its description hides the secret; ``text`` is shown once, when the token is made.
public struct TokenSecret: Sendable {
  /// The public half, by which the row is found.
  let lookup: String
  private let secret: [UInt8]
  private let isOperator: Bool

  private static let secretBytes = 32
  private static let lookupBytes = 8

  /// A fresh secret.
  static func random(isOperator: Bool) -> TokenSecret {
    TokenSecret(
      lookup: Hex.encode(SecureRandom.bytes(lookupBytes)),
      secret: SecureRandom.bytes(secretBytes), isOperator: isOperator)
  }

  private init(lookup: String, secret: [UInt8], isOperator: Bool) {
    self.lookup = lookup
    self.secret = secret
    self.isOperator = isOperator
  }

  /// The token of that text; nil where the text has another form.
  public init?(_ text: String) {
    let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
    guard text.utf8.count == 64, parts.count == 3, parts[0] == "frt" || parts[0] == "fro",
      parts[1].utf8.count == 2 * Self.lookupBytes, Hex.decode(String(parts[1])) != nil,
      let secret = Base64.decode(String(parts[2]), .urlSafe), secret.count == Self.secretBytes
    else { return nil }
    self.init(lookup: String(parts[1]), secret: secret, isOperator: parts[0] == "fro")
  }

  /// The whole token, as the owner keeps it.
  public var text: String {
    "\(isOperator ? "fro" : "frt")_\(lookup)_\(Base64.encode(secret, .urlSafe))"
  }

  /// What is stored: SHA-256 of the whole text, so that no part of it can be exchanged.
  var hash: [UInt8] { SHA256.digest(of: text) }
}

extension TokenSecret: CustomStringConvertible {
  /// The public half alone.
  public var description: String { "\(isOperator ? "fro" : "frt")_\(lookup)_…" }
}
