import Glibc

/// Files read and written whole through the C library, for commands that must start quickly.
enum WholeFile {
  /// The bytes of a file, nil where it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    return readAll(file)
  }

  /// All bytes of standard input.
  static func readStandardInput() -> [UInt8] {
    readAll(stdin) ?? []
  }

  /// Writes bytes to standard output.
  static func writeToStandardOutput(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, stdout) }
    fflush(stdout)
  }

  private static func readAll(_ file: UnsafeMutablePointer<FILE>?) -> [UInt8]? {
    guard let file else { return nil }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 262_144)
    while true {
      let count = chunk.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
      if count == 0 { return ferror(file) == 0 ? bytes : nil }
      bytes += chunk[..<count]
    }
  }
}
