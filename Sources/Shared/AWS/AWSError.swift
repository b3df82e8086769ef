/// Why AWS could not be asked, or refused. Holds codes, never a secret or an answer's text.
public struct AWSError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The cause.
  public enum Code: String, Hashable, Sendable {
    /// None of the places where credentials may stand has any.
    case noCredentials
    /// A place that was named, such as a profile or a file, is missing or cannot be understood.
    case malformedConfiguration
    /// A service that hands out credentials refused or did not answer.
    case credentialService
    /// No region is configured.
    case noRegion
    /// The service refused; see `status` and `name`.
    case refused
    /// The service could not be reached or broke off.
    case transport
    /// The service's answer cannot be understood.
    case malformedAnswer
  }

  /// The cause.
  public let code: Code
  /// The HTTP status, where there was an answer.
  public let status: Int?
  /// The service's own name of the error, such as `AccessDenied`, letters and digits only.
  public let name: String?

  /// An error of that cause.
  public init(_ code: Code, status: Int? = nil, name: String? = nil) {
    self.code = code
    self.status = status
    self.name = name.map {
      String($0.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(80))
    }
  }

  /// True where the same call may succeed later.
  public var mayPass: Bool {
    switch code {
    case .transport, .malformedAnswer, .credentialService: true
    case .refused: [429, 500, 502, 503, 504].contains(status ?? 0)
    case .noCredentials, .malformedConfiguration, .noRegion: false
    }
  }

  /// The cause, with status and name where there are any.
  public var description: String {
    var text = "AWS: \(code.rawValue)"
    if let status { text += " \(status)" }
    if let name { text += " \(name)" }
    return text
  }
}
