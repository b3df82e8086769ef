/// How an answer with a `Location` goes on (RFC 9110 section 15.4).
enum Redirect {
  /// The request that follows; nil where the answer is no redirect.
  ///
  /// - Throws: `HTTPClientError.Code.malformedRedirect` where the place cannot be read or the body
  ///   cannot be sent again; `.forbiddenScheme`.
  static func follow(
    _ request: HTTPClientRequest, from url: WebURL, status: Int, headers: HTTPHeaders
  ) throws(HTTPClientError) -> HTTPClientRequest? {
    guard [301, 302, 303, 307, 308].contains(status), let location = headers["Location"] else {
      return nil
    }
    let next: WebURL
    do {
      next = try url.resolving(location)
    } catch {
      throw error.code == .forbiddenScheme ? error : HTTPClientError(.malformedRedirect)
    }
    var request = request
    request.url = next.text
    let isRead = request.method == .get || request.method == .head
    if !isRead, status == 303 || ((status == 301 || status == 302) && request.method == .post) {
      request.method = .get
      request.body = .none
      for name in ["Content-Type", "Content-Length", "Content-Encoding"] {
        request.headers[name] = nil
      }
    }
    if case .stream = request.body { throw HTTPClientError(.malformedRedirect) }
    if !url.isSameOrigin(as: next) {
      // Not only the usual names: an API key may stand under any other.
      let kept = ["accept", "accept-language", "user-agent", "content-type", "if-none-match"]
      request.headers = HTTPHeaders(
        request.headers.fields.filter { kept.contains($0.name.lowercased()) })
    }
    return request
  }
}
