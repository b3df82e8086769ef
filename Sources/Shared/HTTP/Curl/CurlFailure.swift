import CCurl

/// Turns libcurl's codes into errors.
enum CurlFailure {
  /// The error of a transfer that ended with that code, nil where it succeeded; what we noted
  /// ourselves goes first.
  static func error(
    _ code: CURLcode, _ transfer: CurlTransfer, _ noted: HTTPClientError?
  ) -> HTTPClientError? {
    if let noted {
      // One of a name's addresses was refused, but another one served.
      if code == CURLE_OK, noted.code == .forbiddenAddress { return nil }
      // Also with CURLE_OK: a piece refused while libcurl unpauses does not end up in its code.
      return noted
    }
    if code == CURLE_OK { return nil }
    return HTTPClientError(cause(code, transfer), libraryCode: Int(code.rawValue))
  }

  private static func cause(
    _ code: CURLcode, _ transfer: CurlTransfer
  ) -> HTTPClientError.Code {
    switch code {
    case CURLE_URL_MALFORMAT: .invalidURL
    // The scheme was checked before: what is meant here is an answer that is no HTTP.
    case CURLE_UNSUPPORTED_PROTOCOL: .malformed
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameResolution
    case CURLE_COULDNT_CONNECT: .connect
    case CURLE_OPERATION_TIMEDOUT: timeout(transfer)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      .tls
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND, CURLE_AGAIN:
      .connectionLost
    case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY: .malformed
    case CURLE_ABORTED_BY_CALLBACK: .cancelled
    default: .other
    }
  }

  /// Which of the deadlines it was, told by how far the transfer had come.
  private static func timeout(_ transfer: CurlTransfer) -> HTTPClientError.Code {
    if transfer.download.hasHead { return .totalTimeout }
    var microseconds: curl_off_t = 0
    shim_curl_easy_getinfo_offset(transfer.easy, CURLINFO_PRETRANSFER_TIME_T, &microseconds)
    return microseconds > 0 ? .totalTimeout : .connectTimeout
  }
}
