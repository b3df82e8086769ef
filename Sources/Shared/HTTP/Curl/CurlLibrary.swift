import CCurl
import Glibc

/// libcurl's state that the whole process shares.
enum CurlLibrary {
  /// Makes libcurl ready; safe to call from anywhere, any number of times.
  ///
  /// From here on the process ignores SIGPIPE: OpenSSL writes to sockets without a flag against it,
  /// and libcurl itself leaves signals alone in programs with threads.
  static func prepare() {
    _ = isReady
  }

  private static let isReady: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
  }()
}
