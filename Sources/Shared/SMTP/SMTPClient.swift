import CCurl
import FoundationEssentials

/// Hands mails to the operator's mail server by SMTP (RFC 5321, RFC 6409), through libcurl.
///
/// Servers elsewhere than on this machine must offer TLS. Each mail is a connection of its own: few
/// are sent.
public struct SMTPClient: Sendable {
  private let url: String
  private let requiresTLS: Bool

  /// A client of the server of an `smtp://` or `smtps://` URL, which may hold user and password.
  public init(url: String) {
    self.url = url
    let host = URL(string: url)?.host() ?? ""
    requiresTLS = !["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
  }

  /// True for `local@domain` without anything that could end a command (RFC 5321 section 4.1.2; no
  /// quoted local parts, no address literals).
  public static func isAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (3...254).contains(bytes.count), let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0,
      at <= 64, at < bytes.count - 1
    else { return false }
    return bytes.enumerated().allSatisfy { place, byte in
      byte > 0x20 && byte < 0x7F && !refused.contains(byte)
        && (byte != UInt8(ascii: "@") || place == at)
    }
  }

  private static let refused: Set<UInt8> = Set("<>()[]\\,;:\"".utf8)

  /// Hands in a message (RFC 5322, lines ended by CR LF) for one recipient, from the null sender
  /// (RFC 5321 section 4.5.5), so that nothing is ever sent back. Returns once the server has it.
  public func send(_ message: [UInt8], to recipient: String) async throws(SMTPError) {
    guard Self.isAddress(recipient), !message.isEmpty else { throw SMTPError(.malformed) }
    try await BlockingExecutor.shared.run { () throws(SMTPError) in
      try sendNow(message, to: recipient)
    }
  }

  private func sendNow(_ message: [UInt8], to recipient: String) throws(SMTPError) {
    CurlLibrary.prepare()
    guard let easy = curl_easy_init() else { throw SMTPError(.connection) }
    defer { curl_easy_cleanup(easy) }
    let source = SMTPMessageSource(message)
    let recipients = curl_slist_append(nil, "<\(recipient)>")
    defer { curl_slist_free_all(recipients) }
    shim_curl_easy_setopt_string(easy, CURLOPT_URL, url)
    shim_curl_easy_setopt_string(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    shim_curl_easy_setopt_string(easy, CURLOPT_PROXY, "")
    shim_curl_easy_setopt_long(easy, CURLOPT_NOSIGNAL, 1)
    shim_curl_easy_setopt_long(easy, CURLOPT_CONNECTTIMEOUT_MS, SMTPLimits.connectMilliseconds)
    shim_curl_easy_setopt_long(easy, CURLOPT_TIMEOUT_MS, SMTPLimits.totalMilliseconds)
    let tls = requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY
    shim_curl_easy_setopt_long(easy, CURLOPT_USE_SSL, Int(tls.rawValue))
    // A server on this machine rarely has a certificate that anybody else signed.
    shim_curl_easy_setopt_long(easy, CURLOPT_SSL_VERIFYPEER, requiresTLS ? 1 : 0)
    shim_curl_easy_setopt_long(easy, CURLOPT_SSL_VERIFYHOST, requiresTLS ? 2 : 0)
    // Without MAIL_FROM libcurl says MAIL FROM:<>.
    shim_curl_easy_setopt_pointer(easy, CURLOPT_MAIL_RCPT, recipients)
    shim_curl_easy_setopt_long(easy, CURLOPT_UPLOAD, 1)
    shim_curl_easy_setopt_offset(easy, CURLOPT_INFILESIZE_LARGE, message.count)
    shim_curl_easy_set_read(easy, giveMessage, Unmanaged.passUnretained(source).toOpaque())
    shim_curl_easy_set_write(easy, dropText, nil)
    let code = withExtendedLifetime(source) { curl_easy_perform(easy) }
    guard code != CURLE_OK else { return }
    var status: curl_off_t = 0
    shim_curl_easy_getinfo_offset(easy, CURLINFO_RESPONSE_CODE, &status)
    switch code {
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION:
      throw SMTPError(.tls)
    case CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_LOGIN_DENIED,
      CURLE_REMOTE_ACCESS_DENIED, CURLE_UPLOAD_FAILED:
      if status >= 400 { throw SMTPError(.refused, status: Int(status)) }
      throw SMTPError(.connection)
    default: throw SMTPError(.connection)
    }
  }
}

/// The next piece of the message.
private func giveMessage(
  target: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let target, let context else { return Int(CURL_READFUNC_ABORT) }
  let source = Unmanaged<SMTPMessageSource>.fromOpaque(context).takeUnretainedValue()
  return source.read(into: UnsafeMutableRawPointer(target), most: size * count)
}

/// What the server says is not shown to anyone.
private func dropText(
  data: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  size * count
}
