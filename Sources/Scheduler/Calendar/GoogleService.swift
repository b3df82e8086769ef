public import Shared

/// Where Google's sign-in and calendars are, and the operator's client there.
public struct GoogleService: Sendable {
  /// The client's id.
  let clientID: String
  /// The client's secret.
  let clientSecret: String
  /// Where people are sent back to.
  let redirectURL: String?
  private let endpoint: String

  /// The service of the operator's settings; nil where no client is set.
  public init?(settings: Settings) {
    guard let id = settings[Settings.googleClientID],
      let secret = settings[Settings.googleClientSecret]
    else { return nil }
    clientID = id
    clientSecret = secret
    redirectURL = settings[Settings.googleRedirectURL]
    endpoint = settings[Settings.googleEndpoint]
  }

  /// Where tokens are given out (RFC 6749).
  var tokenURL: String {
    endpoint.isEmpty ? "https://oauth2.googleapis.com/token" : endpoint + "/token"
  }

  /// Where people agree.
  var consentURL: String {
    endpoint.isEmpty ? "https://accounts.google.com/o/oauth2/v2/auth" : endpoint + "/auth"
  }

  /// A path of the calendar API, its parts escaped.
  func url(_ parts: [String], query: [(String, String)] = []) -> String {
    let base = endpoint.isEmpty ? "https://www.googleapis.com" : endpoint
    let path = parts.map { PercentEncoding.encode($0) }.joined(separator: "/")
    let items = query.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    return "\(base)/calendar/v3/\(path)" + (items.isEmpty ? "" : "?\(items)")
  }
}
