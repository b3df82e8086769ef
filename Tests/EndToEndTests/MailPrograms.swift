import Foundation
import Glibc
import Support

/// What the tests with real mail servers need of the machine; `scripts/test` installs it.
enum MailPrograms {
  /// True where Dovecot of the series whose configuration we write, and swaks, are installed.
  static let haveDovecot =
    isThere("/usr/sbin/dovecot") && isThere("/usr/bin/swaks")
    && output("/usr/sbin/dovecot", ["--version"]).hasPrefix("2.3.")

  /// True where Postfix can be started: it is installed and we are root, as its master has to be.
  static let havePostfix =
    isThere("/usr/sbin/postfix") && isThere("/usr/bin/swaks") && getuid() == 0

  /// True where the script that started the tests says that it has installed them.
  static let areInstalled = ProcessInfo.processInfo.environment["MAIL_SERVERS"] == "installed"

  /// True where the file can be run.
  static func isThere(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  /// What a program writes, both outputs together.
  @discardableResult
  static func output(_ path: String, _ arguments: [String]) -> String {
    let ended = try? StartedProgram.runBlocking([path] + arguments)
    return (ended?.text ?? "") + (ended?.errors ?? "")
  }

  /// Sends a mail with swaks by that protocol; true where the server took it.
  static func send(_ protocolName: String, port: UInt16, to recipient: String, number: Int) -> Bool
  {
    let text = output(
      "/usr/bin/swaks",
      [
        "--protocol", protocolName, "--server", "127.0.0.1:\(port)", "--timeout", "20",
        "--from", "ada@example.org", "--to", recipient, "--helo", "sender.example",
        "--header", "Subject: Garden job \(number)",
        "--header", "Message-Id: <real-\(number)@example.org>",
        "--body", "Water the tomatoes, round \(number).",
      ])
    return text.contains("250 2.0.0") && !text.contains("<** ")
  }

  /// Waits until the loopback port takes connections; false where it does not within the time.
  static func waitForPort(_ port: UInt16, seconds: Int = 30) async throws -> Bool {
    for _ in 0..<seconds * 20 {
      if RawConnection(port: port) != nil { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
