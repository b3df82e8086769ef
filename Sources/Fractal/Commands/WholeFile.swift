import Glibc

/// Files read and written whole by system calls, for commands that must start quickly.
enum WholeFile {
  /// The bytes of a file, nil where it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return readAll(descriptor)
  }

  /// All bytes of standard input; nil where it cannot be read.
  static func readStandardInput() -> [UInt8]? {
    readAll(STDIN_FILENO)
  }

  /// Writes bytes to standard output; false where not all could be written.
  @discardableResult
  static func writeToStandardOutput(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { source in
      var written = 0
      while written < source.count {
        let count = write(
          STDOUT_FILENO, source.baseAddress.map { $0 + written }, source.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 262_144)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
