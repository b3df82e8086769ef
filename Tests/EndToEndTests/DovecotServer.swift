import Foundation
import Glibc
import Support

/// A private Dovecot: LMTP in, IMAP out, on free loopback ports, without any right of root. Every
/// user exists, with the password `secret`.
final class DovecotServer {
  /// The port of IMAP.
  let imapPort = TestProgram.freePort()
  /// The port of LMTP.
  let lmtpPort = TestProgram.freePort()
  private let folder: String
  private let process: StartedProgram

  /// Starts the server and waits until it answers.
  init() async throws {
    // Sockets lie in it, whose paths have to be short.
    folder = "/tmp/dovecot-\(UUID().uuidString.prefix(8))"
    let isRoot = getuid() == 0
    let user = isRoot ? "nobody" : MailPrograms.output("/usr/bin/id", ["-un"]).trimmed
    let group = isRoot ? "nogroup" : MailPrograms.output("/usr/bin/id", ["-gn"]).trimmed
    for name in ["run", "state", "mail"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + name, withIntermediateDirectories: true)
    }
    let file = folder + "/dovecot.conf"
    try Data(
      Self.configuration(
        folder, imapPort: imapPort, lmtpPort: lmtpPort, user: user, group: group
      ).utf8
    ).write(to: URL(filePath: file))
    if isRoot { MailPrograms.output("/bin/chown", ["-R", "nobody:nogroup", folder]) }
    let words = ["/usr/sbin/dovecot", "-F", "-c", file]
    let unprivileged = [
      "/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups",
    ]
    process = try StartedProgram((isRoot ? unprivileged : []) + words)
    guard try await MailPrograms.waitForPort(imapPort),
      try await MailPrograms.waitForPort(lmtpPort)
    else { throw CocoaError(.fileReadUnknown) }
  }

  /// Stops the server and removes what it kept.
  func stop() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The names of a user's messages in the folder of a maildir, flags included.
  func messages(of user: String, in place: String = "") -> [String] {
    ["new", "cur"].flatMap { name in
      let path = "\(folder)/mail/\(user)/\(place)\(name)"
      return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }
  }

  /// Makes the server forget which UIDs a user's messages had, so that they get new ones under a new
  /// UIDVALIDITY.
  func forgetIdentifiers(of user: String) {
    for name in ["dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/mail/\(user)/\(name)")
    }
  }

  private static func configuration(
    _ folder: String, imapPort: UInt16, lmtpPort: UInt16, user: String, group: String
  ) -> String {
    """
    protocols = imap lmtp
    listen = 127.0.0.1
    base_dir = \(folder)/run
    state_dir = \(folder)/state
    log_path = \(folder)/log
    default_internal_user = \(user)
    default_login_user = \(user)
    default_internal_group = \(group)
    ssl = no
    disable_plaintext_auth = no
    mail_location = maildir:\(folder)/mail/%u
    first_valid_uid = 100
    recipient_delimiter = +
    auth_username_format = %Ln
    lmtp_save_to_detail_mailbox = no
    passdb {
      driver = static
      args = password=secret
    }
    userdb {
      driver = static
      args = uid=\(user) gid=\(group) home=\(folder)/mail/%u allow_all_users=yes
    }
    namespace inbox {
      inbox = yes
      separator = /
      mailbox Done {
        auto = create
      }
    }
    service anvil {
      chroot =
    }
    service imap-login {
      chroot =
      inet_listener imap {
        port = \(imapPort)
      }
      inet_listener imaps {
        port = 0
      }
    }
    service lmtp {
      inet_listener lmtp {
        address = 127.0.0.1
        port = \(lmtpPort)
      }
    }

    """
  }
}

extension String {
  /// The text without blanks and line ends around it.
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
