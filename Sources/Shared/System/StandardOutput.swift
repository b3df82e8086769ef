import Glibc

/// The process's standard output, for progress that has to be seen at once: `print` waits for a
/// full buffer where the output is a pipe.
public enum StandardOutput {
  /// Writes out what `print` holds back, then the text in whole; a closed stream is ignored.
  public static func write(_ text: String) {
    fflush(nil)
    var text = text
    text.withUTF8 { _ = write(UnsafeRawBufferPointer($0)) }
  }

  /// Writes the bytes in whole, at once and beside what `print` holds back; false where the stream
  /// is closed.
  @discardableResult
  public static func write(bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { write($0) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = Glibc.write(1, bytes.baseAddress! + sent, bytes.count - sent)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }
}
