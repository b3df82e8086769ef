extension Span {
  /// The step of an outgoing request, up to the head of its answer. It names method, host and
  /// status, never a path or a query: they may hold what is nobody's business.
  init(
    _ request: HTTPClientRequest, context: TraceContext, parentSpanID: String,
    _ result: Result<HTTPClientResponse, HTTPClientError>, seconds: Double
  ) {
    var attributes: [String: JSONValue] = [
      "http.request.method": .string(request.method.rawValue)
    ]
    if let host = (try? WebURL(request.url))?.host { attributes["server.address"] = .string(host) }
    var failure: String?
    switch result {
    case .success(let response):
      attributes["http.response.status_code"] = .int(Int64(response.status))
      if response.status >= 400 { failure = "http_\(response.status)" }
    case .failure(let error):
      failure = error.code.rawValue
    }
    self.init(
      request.method.rawValue, .client, context: context, parentSpanID: parentSpanID,
      seconds: seconds, attributes: attributes, failure: failure)
  }
}
