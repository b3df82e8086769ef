/// What is known about an HTML document from outside it.
public struct HTMLHints: Sendable {
  /// The character set that the transport named (HTTP's or the part's `charset`), or nil.
  public var charset: String?
  /// The address that relative links are relative to, or nil.
  public var baseAddress: String?

  /// Hints with these values.
  public init(charset: String? = nil, baseAddress: String? = nil) {
    self.charset = charset
    self.baseAddress = baseAddress
  }
}
