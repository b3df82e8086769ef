import Glibc
import Shared

/// Whether each outside service that the settings name can be reached.
struct ServiceCheck {
  /// The settings in force.
  let settings: Settings
  /// Seconds to wait for a connection.
  private static let patienceMilliseconds: Int32 = 3_000

  /// One finding for each configured service.
  func findings() async -> [DoctorFinding] {
    var findings = await reach(
      Settings.qdrantURL,
      "start Qdrant or correct QDRANT_URL; without the setting PostgreSQL searches alone")
    findings += await reach(
      Settings.smtpURL,
      "start the mail server or correct SMTP_URL; without the setting no notices are sent")
    if (settings[Settings.smtpURL] == nil) != (settings[Settings.mailFrom] == nil) {
      findings.append(
        .failed(
          "services.MAIL_FROM", "only one of SMTP_URL and MAIL_FROM is set",
          "set both to send notices to senders, or neither"))
    }
    return findings
  }

  /// One finding for the service of a setting; none where it is not set.
  private func reach(
    _ setting: Setting<String?>, _ advice: String
  ) async -> [DoctorFinding] {
    guard let text = settings[setting], let address = Self.address(of: text) else { return [] }
    let reason = await BlockingExecutor.shared.run { Self.whyUnreachable(address) }
    let name = "services.\(setting.name)"
    return [
      reason.map { .failed(name, "\(address.settingText): \($0)", advice) }
        ?? .ok(name, "reached \(address.settingText)")
    ]
  }

  /// Host and port of a web address.
  static func address(of url: String) -> SocketAddress? {
    guard let separator = url.firstRange(of: "://") else { return nil }
    let authority = url[separator.upperBound...].prefix { $0 != "/" && $0 != "?" }
    let host = authority.split(separator: "@").last.map(String.init) ?? ""
    let ports = ["https": 443, "smtp": 25, "smtps": 465]
    let port = ports[String(url[..<separator.lowerBound])] ?? 80
    return SocketAddress(settingText: host) ?? SocketAddress(settingText: "\(host):\(port)")
  }

  /// Connects over TCP and hangs up; the reason where that fails.
  private static func whyUnreachable(_ address: SocketAddress) -> String? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(address.host, String(address.port), &hints, &found)
    guard status == 0 else { return String(cString: gai_strerror(status)) }
    defer { freeaddrinfo(found) }
    var reason = "no address"
    var candidate = found
    while let entry = candidate {
      guard let failure = connect(to: entry.pointee) else { return nil }
      reason = failure
      candidate = entry.pointee.ai_next
    }
    return reason
  }

  private static func connect(to entry: addrinfo) -> String? {
    let socket = Glibc.socket(
      entry.ai_family, entry.ai_socktype | Int32(SOCK_NONBLOCK.rawValue), entry.ai_protocol)
    guard socket >= 0 else { return String(cString: strerror(errno)) }
    defer { close(socket) }
    if Glibc.connect(socket, entry.ai_addr, entry.ai_addrlen) == 0 { return nil }
    guard errno == EINPROGRESS else { return String(cString: strerror(errno)) }
    var waiting = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
    guard poll(&waiting, 1, patienceMilliseconds) == 1 else { return "no answer" }
    var failure: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &failure, &size)
    return failure == 0 ? nil : String(cString: strerror(failure))
  }
}
