import Shared

/// Speaks Google's calendar API with one refresh token; fetches a new access token when the old one
/// has run out.
actor GoogleClient {
  private let service: GoogleService
  private let http: HTTPClient
  private let refreshToken: String
  private var accessToken: String?

  /// A client with that token.
  init(_ service: GoogleService, http: HTTPClient, refreshToken: String) {
    self.service = service
    self.http = http
    self.refreshToken = refreshToken
  }

  /// Sends a request and returns status and JSON. 401 is tried once more with a fresh token; 403
  /// for too many requests, and 429, are the fault `busy`.
  func send(
    _ method: HTTPMethod, _ url: String, body: JSONValue? = nil
  ) async throws -> (status: Int, json: JSONValue) {
    for attempt in 0..<2 {
      let token = try await token(fresh: attempt > 0)
      var request = HTTPClientRequest(
        method, url, headers: ["Authorization": "Bearer \(token)", "Accept": "application/json"])
      if let body {
        request.headers["Content-Type"] = "application/json"
        request.body = .bytes(body.serializedBytes)
      }
      let (response, bytes) = try await Self.fetch(request, http)
      if response.status == 401, attempt == 0 { continue }
      let json = (try? JSONValue(parsing: bytes)) ?? .null
      if response.status == 429 || (response.status == 403 && Self.isRateLimit(json)) {
        var fault = CalendarFault(.busy, status: response.status)
        fault.retryAfter = response.headers["Retry-After"].flatMap { Int($0) }
        throw fault
      }
      return (response.status, json)
    }
    throw CalendarFault(.notAllowed, status: 401)
  }

  private static func isRateLimit(_ json: JSONValue) -> Bool {
    let reasons = json["error"]?["errors"]?.arrayValue?.compactMap { $0["reason"]?.stringValue }
    return reasons?.contains { $0.hasSuffix("ateLimitExceeded") || $0 == "quotaExceeded" } ?? false
  }

  private func token(fresh: Bool) async throws -> String {
    if !fresh, let accessToken { return accessToken }
    let json = try await Self.exchange(
      [("grant_type", "refresh_token"), ("refresh_token", refreshToken)], service, http)
    guard let token = json["access_token"]?.stringValue else { throw CalendarFault(.notAllowed) }
    accessToken = token
    return token
  }

  /// Asks for tokens; the fields of the client itself are added.
  static func exchange(
    _ fields: [(String, String)], _ service: GoogleService, _ http: HTTPClient
  ) async throws -> JSONValue {
    let endpoint = OAuthTokenEndpoint(
      url: service.tokenURL, clientID: service.clientID, clientSecret: service.clientSecret)
    do throws(OAuthError) {
      return try await endpoint.exchange(
        fields, timeout: .seconds(CalendarLimits.requestSeconds), by: http)
    } catch {
      switch error {
      case .unreachable(let error): throw CalendarFault(error)
      case .refused(400): throw CalendarFault(.notAllowed, status: 400)
      case .refused(let status): throw CalendarFault(status: status)
      case .unexpected: throw CalendarFault(.unexpected)
      }
    }
  }

  private static func fetch(
    _ request: HTTPClientRequest, _ http: HTTPClient
  ) async throws -> (response: HTTPClientResponse, body: [UInt8]) {
    var request = request
    request.totalTimeout = .seconds(CalendarLimits.requestSeconds)
    do {
      return try await http.fetch(request)
    } catch {
      throw CalendarFault(error)
    }
  }
}
