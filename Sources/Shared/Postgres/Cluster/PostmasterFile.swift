import Glibc

/// What a server notes about itself in `postmaster.pid` (`src/include/utils/pidfile.h`).
struct PostmasterFile {
  /// The server's process id.
  let processID: Int32
  /// The TCP port.
  let port: Int
  /// True once the server takes connections.
  let isReady: Bool

  /// Reads the file of a data directory; nil where there is none or it is not complete.
  init?(data: String) {
    guard let text = SystemFile.read(data + "/postmaster.pid") else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, let processID = Int32(lines[0]), let port = Int(lines[3]) else {
      return nil
    }
    self.processID = processID
    self.port = port
    isReady = lines.count > 7 && lines[7].hasPrefix("ready")
  }

  /// True where that process lives and is a PostgreSQL server at this data directory.
  func isAlive(data: String) -> Bool {
    guard let name = SystemFile.read("/proc/\(processID)/comm"),
      name.hasPrefix("postgres") || name.hasPrefix("postmaster"),
      let command = SystemFile.read("/proc/\(processID)/cmdline")
    else { return false }
    return command.split(separator: "\0").contains { $0 == data[...] }
  }
}
