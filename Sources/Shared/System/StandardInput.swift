import Glibc

/// The process's standard input stream.
public enum StandardInput {
  /// Everything up to the stream's end, or up to `limit` bytes; a failing stream ends it.
  public static func readAll(limit: Int = .max) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < limit {
      let count = read(0, &chunk, min(chunk.count, limit - bytes.count))
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }
}
