/// What proves to AWS who calls.
public struct AWSCredentials: Hashable, Sendable {
  /// The public half.
  public var accessKeyID: String
  /// The secret half.
  public var secretAccessKey: String
  /// Belongs to temporary credentials.
  public var sessionToken: String?
  /// When temporary credentials end; nil for lasting ones.
  public var expiration: Instant?

  /// Credentials of those parts.
  public init(
    accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil,
    expiration: Instant? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration
  }
}

extension AWSCredentials: CustomStringConvertible {
  /// Names the public half only.
  public var description: String { "AWS credentials \(accessKeyID)" }
}

extension AWSCredentials: CustomDebugStringConvertible {
  /// Names the public half only.
  public var debugDescription: String { description }
}

extension AWSCredentials: CustomReflectable {
  /// Keeps the secret halves out of dumps.
  public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
