/// What all requests of one client have in common.
public struct HTTPClientConfiguration: Sendable {
  /// What the client may reach.
  public var rule: FetchRule
  /// The `User-Agent` where a request names none.
  public var userAgent = "fractal"
  /// A file of certificate authorities in PEM form in place of the system's.
  public var certificateAuthorities: String?
  /// A proxy for trusted requests, such as `http://proxy.example:3128`; never used by public ones,
  /// from which it would hide the address that is connected to.
  public var proxy: String?

  /// The defaults under a rule.
  public init(rule: FetchRule) {
    self.rule = rule
  }
}
