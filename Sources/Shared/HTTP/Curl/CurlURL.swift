import CCurl

/// The owner of one URL in libcurl's form.
struct CurlURL: ~Copyable {
  /// A part of a URL.
  enum Part {
    /// The whole URL.
    case whole
    /// `http`, `https` or another.
    case scheme
    /// The host.
    case host
    /// The port, the scheme's own where none is written.
    case port
    /// The path as sent.
    case path
    /// The query as sent; nil where there is none.
    case query
    /// The user.
    case user
    /// The password.
    case password
  }

  private let handle: OpaquePointer

  /// Reads an absolute URL.
  ///
  /// - Throws: `HTTPClientError.Code.invalidURL`, `.forbiddenScheme` for one libcurl does not know.
  init(_ text: String, keepsPath: Bool) throws(HTTPClientError) {
    CurlLibrary.prepare()
    guard text.utf8.count <= HTTPClientLimits.urlBytes, let handle = curl_url() else {
      throw HTTPClientError(.invalidURL)
    }
    let flags = UInt32(CURLU_URLENCODE) | (keepsPath ? UInt32(CURLU_PATH_AS_IS) : 0)
    let code = curl_url_set(handle, CURLUPART_URL, text, flags)
    guard code == CURLUE_OK else {
      curl_url_cleanup(handle)
      throw HTTPClientError(
        code == CURLUE_UNSUPPORTED_SCHEME ? .forbiddenScheme : .invalidURL)
    }
    self.handle = handle
  }

  deinit {
    curl_url_cleanup(handle)
  }

  /// Turns into what the reference means seen from here.
  ///
  /// - Throws: `HTTPClientError.Code.invalidURL`, `.forbiddenScheme`.
  mutating func follow(_ reference: String) throws(HTTPClientError) {
    guard reference.utf8.count <= HTTPClientLimits.urlBytes else {
      throw HTTPClientError(.invalidURL)
    }
    let code = curl_url_set(handle, CURLUPART_URL, reference, UInt32(CURLU_URLENCODE))
    guard code == CURLUE_OK else {
      throw HTTPClientError(
        code == CURLUE_UNSUPPORTED_SCHEME ? .forbiddenScheme : .invalidURL)
    }
  }

  /// Takes the fragment away, which is never sent.
  mutating func dropFragment() {
    curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
  }

  /// One part as it stands in the URL; nil where it does not.
  func part(_ part: Part) -> String? {
    let code: CURLUPart
    var flags: UInt32 = 0
    switch part {
    case .whole: code = CURLUPART_URL
    case .scheme: code = CURLUPART_SCHEME
    case .host: code = CURLUPART_HOST
    case .port:
      code = CURLUPART_PORT
      flags = UInt32(CURLU_DEFAULT_PORT)
    case .path: code = CURLUPART_PATH
    case .query: code = CURLUPART_QUERY
    case .user: code = CURLUPART_USER
    case .password: code = CURLUPART_PASSWORD
    }
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, code, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
