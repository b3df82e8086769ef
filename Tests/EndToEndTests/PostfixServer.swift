import Foundation
import Support

/// A private Postfix that hands every mail for `in.example` to a program by its pipe.
final class PostfixServer {
  /// The port of SMTP.
  let port = TestProgram.freePort()
  private let folder: String

  /// Starts the server; `environment` is what the program at the pipe's end gets.
  init(program: TestProgram, environment: [String: String]) async throws {
    folder = "/tmp/postfix-\(UUID().uuidString.prefix(8))"
    for name in ["conf", "queue", "data"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    let script = folder + "/deliver"
    // The pipe's user may not be allowed into the folder that the program was built in.
    let built = folder + "/fractal"
    try FileManager.default.copyItem(atPath: TestProgram.executable, toPath: built)
    let settings = environment.map { "export \($0.key)='\($0.value)'" }.joined(separator: "\n")
    try write(
      """
      #!/bin/sh
      \(settings)
      exec '\(built)' mail --to "$1" --from "$2"

      """, to: script)
    try write(main, to: folder + "/conf/main.cf")
    try write(services(script), to: folder + "/conf/master.cf")
    MailPrograms.output("/bin/chmod", ["755", folder, script, built])
    MailPrograms.output("/bin/chown", ["postfix", folder + "/data"])
    let said = MailPrograms.output("/usr/sbin/postfix", ["-c", folder + "/conf", "start"])
    guard try await MailPrograms.waitForPort(port) else {
      throw CocoaError(.fileReadUnknown, userInfo: ["postfix": said])
    }
  }

  /// Stops the server and removes its queue.
  func stop() {
    MailPrograms.output("/usr/sbin/postfix", ["-c", folder + "/conf", "stop"])
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Lets everything that waits be tried again now.
  func flush() {
    MailPrograms.output("/usr/sbin/postfix", ["-c", folder + "/conf", "flush"])
  }

  /// The end of its log.
  var journal: String {
    String((try? String(contentsOfFile: folder + "/log", encoding: .utf8))?.suffix(6_000) ?? "")
  }

  /// Mails that wait in the queue.
  var waiting: Int {
    ["incoming", "active", "deferred"].reduce(0) { sum, name in
      let found = FileManager.default.enumerator(atPath: "\(folder)/queue/\(name)")?.allObjects
      let files = (found as? [String] ?? []).filter { path in
        var isFolder: ObjCBool = false
        let whole = "\(folder)/queue/\(name)/\(path)"
        return FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder)
          && !isFolder.boolValue
      }
      return sum + files.count
    }
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private var main: String {
    """
    compatibility_level = 3.6
    queue_directory = \(folder)/queue
    data_directory = \(folder)/data
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    mail_owner = postfix
    setgid_group = postdrop
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    myhostname = mx.example
    mydestination =
    alias_maps =
    alias_database =
    local_recipient_maps =
    relay_domains = in.example
    relay_transport = fractal
    fractal_destination_recipient_limit = 1
    default_transport = error
    mynetworks = 127.0.0.0/8
    smtpd_relay_restrictions = permit_mynetworks, reject
    smtpd_peername_lookup = no
    minimal_backoff_time = 1s
    maximal_backoff_time = 2s
    queue_run_delay = 1s
    transport_retry_time = 1s
    message_size_limit = 26214400
    maillog_file = \(folder)/log
    maillog_file_prefixes = /tmp

    """
  }

  private func services(_ script: String) -> String {
    """
    127.0.0.1:\(port) inet n - n - - smtpd
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    flush unix n - n 1000? 0 flush
    proxymap unix - - n - - proxymap
    showq unix n - n - - showq
    error unix - - n - - error
    retry unix - - n - - error
    anvil unix - - n - 1 anvil
    scache unix - - n - 1 scache
    postlog unix-dgram n - n - 1 postlogd
    fractal unix - n n - 4 pipe
      flags=DRhu user=postgres argv=\(script) ${original_recipient} ${sender}

    """
  }
}
