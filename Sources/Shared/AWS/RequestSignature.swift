/// A signature and how it came about.
public struct RequestSignature: Hashable, Sendable {
  /// The request in canonical form.
  public let canonicalRequest: String
  /// What was signed.
  public let stringToSign: String
  /// The signature in hexadecimal digits.
  public let signature: String
  /// The header fields to add to the request, `Authorization` last.
  public let headers: HTTPHeaders
}
