import Shared

/// Why a look at a calendar failed; its description is shown to the calendar's owner.
struct CalendarFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault.
  enum Code: String, Hashable, Sendable {
    /// The server could not be reached, or broke off.
    case unreachable
    /// The address may not be fetched.
    case refusedAddress = "refused_address"
    /// User name, password or token are no longer good.
    case notAllowed = "not_allowed"
    /// There is no calendar there.
    case gone
    /// What came is no calendar.
    case notACalendar = "not_a_calendar"
    /// The answer is larger than we take.
    case tooLarge = "too_large"
    /// The server asks us to come later.
    case busy
    /// The server answered with something else than it should.
    case unexpected
    /// What the calendar's kind needs is not set up here.
    case notConfigured = "not_configured"
  }

  /// What kind of fault.
  let code: Code
  /// The HTTP status, where there was one.
  let status: Int?
  /// Seconds after which the server wants to be asked again.
  var retryAfter: Int?

  /// A fault of that kind.
  init(_ code: Code, status: Int? = nil) {
    self.code = code
    self.status = status
  }

  /// The fault that an answer of that status is.
  init(status: Int) {
    switch status {
    case 401, 403: self.init(.notAllowed, status: status)
    case 404, 410: self.init(.gone, status: status)
    case 429, 503: self.init(.busy, status: status)
    default: self.init(.unexpected, status: status)
    }
  }

  /// The fault that a failed request is.
  init(_ error: HTTPClientError) {
    switch error.code {
    case .forbiddenAddress, .forbiddenScheme, .invalidURL: self.init(.refusedAddress)
    case .bodyTooLarge: self.init(.tooLarge)
    default: self.init(.unreachable)
    }
  }

  /// How long to wait for the next attempt, within an hour; nil where the server has not said.
  var wait: Duration? { retryAfter.map { .seconds(min(max($0, 1), 3_600)) } }

  /// True where trying again later can help.
  var isPassing: Bool {
    switch code {
    case .unreachable, .busy, .unexpected: true
    default: false
    }
  }

  /// One sentence.
  var description: String {
    let sentence =
      switch code {
      case .unreachable: "the server could not be reached"
      case .refusedAddress: "the address may not be fetched"
      case .notAllowed: "the server refused the credentials"
      case .gone: "there is no calendar at that address"
      case .notACalendar: "what came is no calendar"
      case .tooLarge: "the calendar is too large"
      case .busy: "the server asks to come later"
      case .unexpected: "the server answered unexpectedly"
      case .notConfigured: "this kind of calendar is not set up here"
      }
    return status.map { "\(sentence) (\($0))" } ?? sentence
  }
}
