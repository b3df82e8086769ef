import Glibc

/// The process's standard output, for progress that has to be seen at once: `print` waits for a
/// full buffer where the output is a pipe.
public enum StandardOutput {
  /// Writes out what `print` holds back, then the text in whole; a closed stream is ignored.
  public static func write(_ text: String) {
    fflush(nil)
    var text = text
    text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.write(1, bytes.baseAddress! + sent, bytes.count - sent)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return }
        sent += count
      }
    }
  }
}
