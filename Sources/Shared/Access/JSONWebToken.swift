/// A JSON Web Token of the app (RFC 7519), signed with HMAC-SHA256 (`HS256`, RFC 7518 section 3.2).
///
/// No other algorithm is read: `none`, the asymmetric ones and unknown ones are refused before the
/// signature is looked at, and the signature is checked before any claim is.
public struct JSONWebToken: Hashable, Sendable {
  /// Bytes of a whole token that are looked at.
  static let maximumBytes = 8_192
  /// Bytes of the shared secret below which it is refused (RFC 7518 section 3.2).
  static let minimumSecretBytes = 32
  /// Seconds by which the clocks of app and database may differ.
  static let leewaySeconds: Int64 = 30

  /// The user's e-mail address (`sub`).
  public let subject: String
  /// When it ends (`exp`), seconds since 1970.
  public let expiry: Int64
  /// When it begins (`nbf`), where it says so.
  public let notBefore: Int64?

  /// The token of that text, its signature checked against the secret; its times are not, see
  /// ``check(at:)``.
  public init(_ text: String, secret: [UInt8]) throws(AccessError) {
    guard secret.count >= Self.minimumSecretBytes else { throw .notConfigured }
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.maximumBytes else { throw .invalid }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]),
      header["alg"]?.stringValue == "HS256", header["crit"] == nil,
      header["typ"].map({ $0.stringValue?.uppercased() == "JWT" }) ?? true,
      let signature = Self.bytes(parts[2])
    else { throw .invalid }
    let signed = Array(bytes[..<(parts[0].count + 1 + parts[1].count)])
    guard HMACSHA256.isValid(signature, for: signed, key: secret) else { throw .invalid }
    guard let claims = Self.object(parts[1]), let subject = claims["sub"]?.stringValue,
      !subject.isEmpty, let expiry = Self.seconds(claims["exp"])
    else { throw .invalid }
    if let begin = claims["nbf"] {
      guard let seconds = Self.seconds(begin) else { throw .invalid }
      notBefore = seconds
    } else {
      notBefore = nil
    }
    self.subject = subject
    self.expiry = expiry
  }

  /// Passes where the token is valid at that instant, which comes from the database's clock.
  public func check(at now: Instant) throws(AccessError) {
    guard now.seconds < expiry.addingWithoutOverflow(Self.leewaySeconds) else { throw .expired }
    if let notBefore, now.seconds.addingWithoutOverflow(Self.leewaySeconds) < notBefore {
      throw .invalid
    }
  }

  /// A part decoded; the URL-safe alphabet without padding only (RFC 7515 section 2).
  private static func bytes(_ part: ArraySlice<UInt8>) -> [UInt8]? {
    guard !part.isEmpty, part.last != UInt8(ascii: "=") else { return nil }
    return Base64.decode(Array(part), .urlSafe)
  }

  private static func object(_ part: ArraySlice<UInt8>) -> JSONObject? {
    guard let decoded = bytes(part) else { return nil }
    return (try? JSONValue(parsing: decoded, maximumDepth: 16))?.objectValue
  }

  /// A NumericDate (RFC 7519 section 2); fractions are dropped.
  private static func seconds(_ value: JSONValue?) -> Int64? {
    guard let number = value?.doubleValue, number.magnitude < 1e15 else { return nil }
    return Int64(number)
  }
}

extension Int64 {
  fileprivate func addingWithoutOverflow(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
