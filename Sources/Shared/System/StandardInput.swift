/// The process's standard input stream.
public enum StandardInput {
  /// Everything up to the stream's end, or up to `limit` bytes; nothing where it cannot be read.
  public static func readAll(limit: Int = .max) -> [UInt8] {
    WholeFile.read(0, limit: limit) ?? []
  }
}
