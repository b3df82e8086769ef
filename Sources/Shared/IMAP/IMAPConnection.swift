import CCurl
import Glibc

/// One connection to an IMAP server: libcurl connects, secures it and says who we are; commands and
/// answers are ours, since libcurl's own fetch marks messages as seen and shows custom answers up to
/// their first line only.
///
/// Every call blocks: it runs on an executor for that, one call at a time.
// reason: one call at a time touches it; the flag alone is set from elsewhere, and locks.
final class IMAPConnection: @unchecked Sendable {
  private let easy: UnsafeMutableRawPointer
  private let abandoned = Abandoned()
  private var reader: IMAPAnswerReader
  private var tag = 0
  private var isOpen = false

  /// A connection that is not made yet. Throws where libcurl has no memory.
  init(_ endpoint: IMAPEndpoint, literalLimit: Int) throws(IMAPError) {
    CurlLibrary.prepare()
    guard let easy = curl_easy_init() else { throw IMAPError(.connection) }
    self.easy = easy
    reader = IMAPAnswerReader(literalLimit: literalLimit)
    set(CURLOPT_URL, endpoint.url)
    set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
    set(CURLOPT_USERNAME, endpoint.user)
    if let token = endpoint.accessToken {
      // Nothing else, or a server without these would be sent LOGIN with an empty password.
      set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2;AUTH=OAUTHBEARER")
      set(CURLOPT_XOAUTH2_BEARER, token)
    } else {
      set(CURLOPT_PASSWORD, endpoint.password)
    }
    set(CURLOPT_PROXY, "")
    set(CURLOPT_CONNECT_ONLY, 1)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    if endpoint.security == .starttls { set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
    if let file = endpoint.certificateAuthorities { set(CURLOPT_CAINFO, file) }
    set(CURLOPT_CONNECTTIMEOUT, IMAPLimits.connectSeconds)
    set(CURLOPT_TIMEOUT, IMAPLimits.connectSeconds)
    // Also the longest that cleaning up waits for the server to say good-bye.
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, IMAPLimits.connectSeconds)
    set(CURLOPT_NOPROGRESS, 0)
    shim_curl_easy_set_progress(easy, lookAround, Unmanaged.passUnretained(abandoned).toOpaque())
  }

  deinit {
    curl_easy_cleanup(easy)
  }

  /// Lets whatever runs end at once, from any thread.
  func abandon() { abandoned.set() }

  /// Connects and logs in.
  func open() throws(IMAPError) {
    let code = curl_easy_perform(easy)
    if abandoned.isSet { throw IMAPError(.cancelled) }
    guard code == CURLE_OK else {
      throw IMAPError(Self.cause(code), libraryCode: Int(code.rawValue))
    }
    isOpen = true
  }

  /// Sends a command and returns its untagged answers.
  ///
  /// - Throws: `IMAPError`; `.refused` where the server says NO or BAD.
  func command(
    _ text: String, seconds: Int = IMAPLimits.commandSeconds
  ) throws(IMAPError) -> [IMAPAnswer] {
    guard isOpen else { throw IMAPError(.connection) }
    let deadline = SteadyTime.now.advanced(by: .seconds(seconds))
    tag += 1
    let name = "F\(tag)"
    try send(Array("\(name) \(text)\r\n".utf8), deadline)
    var answers: [IMAPAnswer] = []
    while true {
      let answer = try receive(deadline)
      if answer.atom(0) == name {
        guard answer.atom(1) == "OK" else { throw IMAPError(.refused) }
        return answers
      }
      if answer.atom(1) == "BYE", answer.atom(0) == "*" { try leave() }
      answers.append(answer)
      guard answers.count <= IMAPLimits.answers else { throw IMAPError(.malformed) }
    }
  }

  /// Waits until the server tells of a new message in the open folder (IDLE, RFC 2177); false where
  /// the time passes without one.
  ///
  /// - Throws: `IMAPError`; `.refused` where the server does not know the command.
  func idle(seconds: Int) throws(IMAPError) -> Bool {
    guard isOpen else { throw IMAPError(.connection) }
    tag += 1
    let name = "F\(tag)"
    let end = SteadyTime.now.advanced(by: .seconds(seconds))
    try send(Array("\(name) IDLE\r\n".utf8), .now.advanced(by: Self.patience))
    var hasNews = false
    var answers = 0
    while !hasNews {
      let answer: IMAPAnswer
      do throws(IMAPError) {
        answer = try receive(end)
      } catch {
        guard error.code == .timeout else { throw error }
        break
      }
      if answer.atom(0) == name { throw IMAPError(.refused) }
      if answer.atom(1) == "BYE" { try leave() }
      hasNews = answer.atom(2) == "EXISTS"
      answers += 1
      guard answers <= IMAPLimits.answers else { throw IMAPError(.malformed) }
    }
    let deadline = SteadyTime.now.advanced(by: Self.patience)
    try send(Array("DONE\r\n".utf8), deadline)
    while true {
      let answer = try receive(deadline)
      if answer.atom(0) == name { return hasNews }
      if answer.atom(1) == "BYE" { try leave() }
      if answer.atom(2) == "EXISTS" { hasNews = true }
    }
  }

  /// How long the server may take to begin and to end waiting.
  private static let patience = Duration.seconds(IMAPLimits.connectSeconds)

  /// Takes leave of the server; what goes wrong then no longer matters.
  func close() {
    guard isOpen else { return }
    _ = try? command("LOGOUT", seconds: IMAPLimits.logoutSeconds)
    isOpen = false
  }

  private func leave() throws(IMAPError) {
    isOpen = false
    throw IMAPError(.connection)
  }

  private func send(_ bytes: [UInt8], _ deadline: SteadyTime) throws(IMAPError) {
    var sent = 0
    while sent < bytes.count {
      var count = 0
      let code = bytes.withUnsafeBytes {
        curl_easy_send(easy, $0.baseAddress.map { $0 + sent }, bytes.count - sent, &count)
      }
      if code == CURLE_AGAIN {
        try wait(for: Int16(POLLOUT), deadline)
      } else if code == CURLE_OK {
        sent += count
      } else {
        isOpen = false
        throw IMAPError(.connection, libraryCode: Int(code.rawValue))
      }
    }
  }

  private func receive(_ deadline: SteadyTime) throws(IMAPError) -> IMAPAnswer {
    while true {
      if let answer = try reader.next() { return answer }
      var count = 0
      var code = CURLE_OK
      let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
        code = curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count)
        filled = code == CURLE_OK ? count : 0
      }
      if code == CURLE_AGAIN {
        try wait(for: Int16(POLLIN), deadline)
      } else if code == CURLE_OK, !piece.isEmpty {
        reader.push(piece)
        if deadline.remainingNanoseconds == 0 { throw IMAPError(.timeout) }
      } else {
        isOpen = false
        throw IMAPError(.connection, libraryCode: Int(code.rawValue))
      }
    }
  }

  /// Waits for the socket in slices, so that cancellation is seen.
  private func wait(for events: Int16, _ deadline: SteadyTime) throws(IMAPError) {
    var socket = shim_curl_socket_bad()
    shim_curl_easy_getinfo_socket(easy, CURLINFO_ACTIVESOCKET, &socket)
    guard socket != shim_curl_socket_bad() else { throw IMAPError(.connection) }
    while true {
      if abandoned.isSet { throw IMAPError(.cancelled) }
      if deadline.remainingNanoseconds == 0 { throw IMAPError(.timeout) }
      var descriptor = pollfd(fd: socket, events: events, revents: 0)
      if poll(&descriptor, 1, Int32(IMAPLimits.sliceMilliseconds)) > 0 { return }
    }
  }

  private func set(_ option: CURLoption, _ value: Int) {
    shim_curl_easy_setopt_long(easy, option, value)
  }

  private func set(_ option: CURLoption, _ value: String) {
    shim_curl_easy_setopt_string(easy, option, value)
  }

  private static func cause(_ code: CURLcode) -> IMAPError.Code {
    switch code {
    case CURLE_LOGIN_DENIED: .login
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED:
      .tls
    case CURLE_OPERATION_TIMEDOUT: .timeout
    case CURLE_WEIRD_SERVER_REPLY: .malformed
    default: .connection
    }
  }
}

/// Called by libcurl while it connects; ends the attempt once it was called off.
private func lookAround(
  context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
  guard let context else { return 0 }
  return Unmanaged<Abandoned>.fromOpaque(context).takeUnretainedValue().isSet ? 1 : 0
}
