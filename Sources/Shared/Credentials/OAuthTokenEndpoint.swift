/// Where a service gives out tokens, and the operator's client there (RFC 6749 section 3.2).
public struct OAuthTokenEndpoint: Sendable {
  /// The address that tokens are asked from.
  public var url: String
  /// The client's id.
  public var clientID: String
  /// The client's secret; nil for a public client.
  public var clientSecret: String?

  /// An endpoint of those parts.
  public init(url: String, clientID: String, clientSecret: String? = nil) {
    self.url = url
    self.clientID = clientID
    self.clientSecret = clientSecret
  }

  /// Asks for tokens with those fields, to which the client's own are added (RFC 6749 sections 4.1.3
  /// and 6); returns the answer's object.
  ///
  /// - Throws: ``OAuthError``.
  public func exchange(
    _ fields: [(String, String)], timeout: Duration, by http: HTTPClient
  ) async throws(OAuthError) -> JSONValue {
    var fields = fields + [("client_id", clientID)]
    if let clientSecret { fields.append(("client_secret", clientSecret)) }
    let form = fields.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    var request = HTTPClientRequest(
      .post, url,
      headers: [
        "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
      ],
      body: .bytes(Array(form.utf8)))
    request.totalTimeout = timeout
    let answer: (response: HTTPClientResponse, body: [UInt8])
    do {
      answer = try await http.fetch(request)
    } catch {
      throw .unreachable(error)
    }
    guard answer.response.status == 200 else {
      // 400 invalid_grant: the person has taken the permission back, or it has run out.
      throw .refused(status: answer.response.status)
    }
    guard let json = try? JSONValue(parsing: answer.body), json.objectValue != nil else {
      throw .unexpected
    }
    return json
  }

  /// A fresh access token for a refresh token (RFC 6749 section 6).
  ///
  /// `scope` is sent where given. Throws ``OAuthError``.
  public func refresh(
    _ refreshToken: String, scope: String? = nil, timeout: Duration, by http: HTTPClient
  ) async throws(OAuthError) -> OAuthTokens {
    var fields = [("grant_type", "refresh_token"), ("refresh_token", refreshToken)]
    if let scope { fields.append(("scope", scope)) }
    let json = try await exchange(fields, timeout: timeout, by: http)
    guard let token = json["access_token"]?.stringValue, !token.isEmpty else { throw .unexpected }
    return OAuthTokens(
      accessToken: token, seconds: json["expires_in"]?.intValue.map { Int(clamping: $0) },
      refreshToken: json["refresh_token"]?.stringValue)
  }
}
