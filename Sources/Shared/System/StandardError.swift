import Glibc

/// The process's standard error stream, for what a person at a terminal should read.
public enum StandardError {
  /// Writes the text in whole, retried where a signal interrupts; a closed stream is ignored.
  public static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.write(2, bytes.baseAddress! + sent, bytes.count - sent)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return }
        sent += count
      }
    }
  }
}
