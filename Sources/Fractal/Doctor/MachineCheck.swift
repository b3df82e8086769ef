import Glibc
import Shared

/// What the machine itself has to offer: folders, space, time zones, ports.
struct MachineCheck {
  /// The settings and what follows from them.
  let context: ProgramContext
  /// Bytes that should be free for mails and the embedded database.
  private static let wantedBytes: UInt64 = 1 << 30

  /// All findings about this machine.
  func findings() -> [DoctorFinding] {
    [dataDirectory(), zones()]
      + [Settings.listen, Settings.adminListen].map { listening($0) } + secrets()
  }

  private func dataDirectory() -> DoctorFinding {
    let path = context.settings.dataDirectory
    var existing = path
    while access(existing, F_OK) != 0, let slash = existing.lastIndex(of: "/"), existing != "/" {
      existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
    }
    guard access(existing, W_OK | X_OK) == 0 else {
      return .failed(
        "data directory", "\(path): \(existing) is not writable",
        "give this user the folder, or set FRACTAL_DATA_DIR to another")
    }
    var facts = statvfs()
    guard statvfs(existing, &facts) == 0 else {
      return .failed(
        "data directory", "\(path): \(String(cString: strerror(errno)))", "set FRACTAL_DATA_DIR")
    }
    let free = UInt64(facts.f_bavail) * UInt64(facts.f_frsize)
    let shown = "\(path), \(free >> 20) MB free"
    return free >= Self.wantedBytes
      ? .ok("data directory", shown)
      : .warning("data directory", shown, "make room: a full disk stops all intake with 503")
  }

  private func zones() -> DoctorFinding {
    access("/usr/share/zoneinfo/Europe/Berlin", R_OK) == 0
      ? .ok("time zones", "/usr/share/zoneinfo is there")
      : .warning("time zones", "/usr/share/zoneinfo is missing", "install the package tzdata")
  }

  private func listening(_ setting: Setting<SocketAddress>) -> DoctorFinding {
    let address = context.settings[setting]
    let check = "listen.\(setting.name)"
    let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(address.host)
    if !isLoopback {
      return .warning(
        check, "\(address.settingText) is open to other machines",
        setting.name == Settings.adminListen.name
          ? "metrics and health need no password: allow only your monitoring to reach it"
          : "TLS is not ours: put a reverse proxy in front, see docs/operations.md")
    }
    return .ok(check, "\(address.settingText), this machine only")
  }

  private func secrets() -> [DoctorFinding] {
    let settings = context.settings
    var findings: [DoctorFinding] = []
    if settings[Settings.jsonWebTokenSecret] == nil {
      findings.append(.ok("secrets.JWT_SECRET", "not set: only API tokens are accepted"))
    }
    if settings[Settings.appSecret] == nil {
      findings.append(.ok("secrets.APP_SECRET", "not set: no credentials can be stored"))
    }
    return findings
  }
}
