/// Sends requests over connections that are kept and shared: HTTP/1.1, and HTTP/2 where TLS offers
/// it.
///
/// Retrying is the caller's business, who alone knows what may be sent twice. Cancelling the
/// calling task ends the request at once.
public final class HTTPClient: Sendable {
  private let configuration: HTTPClientConfiguration
  private let loop: CurlLoop

  /// A client with connections of its own.
  public init(_ configuration: HTTPClientConfiguration) {
    self.configuration = configuration
    loop = CurlLoop(label: configuration.rule.isPublic ? "http.public" : "http.trusted")
  }

  /// A client for the operator's own endpoints.
  public static func trusted() -> HTTPClient {
    HTTPClient(HTTPClientConfiguration(rule: .trusted))
  }

  /// A client for URLs from outside, with the operator's exceptions (`PUBLIC_FETCH_ALLOW`).
  public static func `public`(allowing exceptions: [SocketAddress] = []) -> HTTPClient {
    HTTPClient(HTTPClientConfiguration(rule: .public(allowing: exceptions)))
  }

  /// Sends the request and gives the answer as soon as its head is there.
  ///
  /// - Throws: `HTTPClientError`. An answer of any status is an answer, not an error.
  public func send(_ request: HTTPClientRequest) async throws(HTTPClientError)
    -> HTTPClientResponse
  {
    // Strangers learn nothing of our traces.
    guard let scope = TraceScope.current, !configuration.rule.isPublic else {
      return try await follow(request)
    }
    let parent = scope.context
    let step = parent.child()
    var request = request
    if request.headers["traceparent"] == nil { request.headers["traceparent"] = step.traceparent }
    let start = SteadyTime.now
    let result: Result<HTTPClientResponse, HTTPClientError>
    do { result = .success(try await follow(request)) } catch { result = .failure(error) }
    scope.recorder?.record(
      Span(
        request, context: step, parentSpanID: parent.spanID, result,
        seconds: Double(SteadyTime.now.nanoseconds - start.nanoseconds) / 1e9))
    return try result.get()
  }

  private func follow(_ request: HTTPClientRequest) async throws(HTTPClientError)
    -> HTTPClientResponse
  {
    let end = ContinuousClock.now + request.totalTimeout
    let most = request.redirects ?? configuration.rule.redirects
    var request = request
    var followed = 0
    while true {
      let url = try WebURL(request.url, keepsPath: !configuration.rule.isPublic)
      guard configuration.rule.admits(url) else { throw HTTPClientError(.invalidURL) }
      let transfer = try CurlTransfer(
        request: request, url: url, configuration: configuration, loop: loop)
      let head = try await transfer.start()
      let response = HTTPClientResponse(
        status: head.status, headers: head.headers, url: url.text,
        body: HTTPResponseBody(transfer))
      guard most > 0,
        let next = try Redirect.follow(
          request, from: url, status: head.status, headers: head.headers)
      else { return response }
      followed += 1
      guard followed <= most else { throw HTTPClientError(.tooManyRedirects, limit: most) }
      request = next
      request.totalTimeout = end - ContinuousClock.now
      guard request.totalTimeout > .zero else { throw HTTPClientError(.totalTimeout) }
    }
  }

  /// Sends the request and reads the whole answer.
  ///
  /// - Throws: `HTTPClientError`, also where the body was cut off.
  public func fetch(_ request: HTTPClientRequest) async throws(HTTPClientError)
    -> (response: HTTPClientResponse, body: [UInt8])
  {
    let response = try await send(request)
    return (response, try await response.body.collect())
  }
}
