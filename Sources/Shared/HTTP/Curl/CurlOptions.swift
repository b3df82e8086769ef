import CCurl

/// Turns a request into options of a libcurl handle.
enum CurlOptions {
  /// The header fields in libcurl's form, which the caller frees.
  static func headerList(
    _ request: HTTPClientRequest, _ configuration: HTTPClientConfiguration
  ) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for field in request.headers.fields
    where HTTPHeaders.isValid(name: field.name, value: field.value) {
      // A field without value is written with a semicolon, or libcurl would drop it.
      let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
      list = curl_slist_append(list, line)
    }
    if request.headers["User-Agent"] == nil {
      list = curl_slist_append(list, "User-Agent: \(configuration.userAgent)")
    }
    // libcurl would add these by itself.
    if request.headers["Expect"] == nil { list = curl_slist_append(list, "Expect:") }
    if request.headers["Accept"] == nil { list = curl_slist_append(list, "Accept: */*") }
    if request.headers["Content-Type"] == nil {
      list = curl_slist_append(list, "Content-Type:")
    }
    return list
  }

  /// Sets every option but the callbacks.
  static func apply(
    to transfer: CurlTransfer, _ configuration: HTTPClientConfiguration,
    _ headers: UnsafeMutablePointer<curl_slist>?
  ) {
    let easy = transfer.easy
    let request = transfer.request
    set(easy, CURLOPT_URL, transfer.url.text)
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    set(easy, CURLOPT_FOLLOWLOCATION, 0)
    set(easy, CURLOPT_NOSIGNAL, 1)
    set(easy, CURLOPT_PROXY, configuration.rule.isPublic ? "" : configuration.proxy ?? "")
    set(easy, CURLOPT_NOPROXY, configuration.rule.isPublic ? "*" : "")
    set(easy, CURLOPT_PATH_AS_IS, configuration.rule.isPublic ? 0 : 1)
    set(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.milliseconds)
    set(easy, CURLOPT_TIMEOUT_MS, request.totalTimeout.milliseconds)
    set(easy, CURLOPT_TCP_KEEPALIVE, 1)
    set(easy, CURLOPT_SSL_VERIFYPEER, 1)
    set(easy, CURLOPT_SSL_VERIFYHOST, 2)
    if let file = configuration.certificateAuthorities { set(easy, CURLOPT_CAINFO, file) }
    // An empty list stands for everything that libcurl can decompress.
    if request.decompresses { set(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate") }
    shim_curl_easy_setopt_pointer(easy, CURLOPT_HTTPHEADER, headers)
    applyMethodAndBody(transfer)
  }

  private static func applyMethodAndBody(_ transfer: CurlTransfer) {
    let easy = transfer.easy
    let request = transfer.request
    switch request.body {
    case .none:
      if request.method == .head {
        set(easy, CURLOPT_NOBODY, 1)
      } else if request.method == .post || request.method == .put {
        // So that a length of 0 is sent.
        set(easy, CURLOPT_POST, 1)
        shim_curl_easy_setopt_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, 0)
        shim_curl_easy_setopt_string(easy, CURLOPT_COPYPOSTFIELDS, "")
      } else {
        set(easy, CURLOPT_HTTPGET, 1)
      }
    case .bytes(let bytes):
      set(easy, CURLOPT_POST, 1)
      shim_curl_easy_setopt_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int(bytes.count))
      bytes.withUnsafeBytes {
        _ = shim_curl_easy_setopt_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
      }
      if bytes.isEmpty { shim_curl_easy_setopt_string(easy, CURLOPT_COPYPOSTFIELDS, "") }
    case .stream(let length, _):
      set(easy, CURLOPT_UPLOAD, 1)
      shim_curl_easy_setopt_offset(easy, CURLOPT_INFILESIZE_LARGE, length ?? -1)
    }
    if request.method != .head { set(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
  }

  private static func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: Int) {
    shim_curl_easy_setopt_long(easy, option, value)
  }

  private static func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) {
    shim_curl_easy_setopt_string(easy, option, value)
  }
}
