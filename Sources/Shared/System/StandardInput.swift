import Glibc

/// The process's standard input stream.
public enum StandardInput {
  /// Why the stream could not be read.
  public struct Failure: Error, CustomStringConvertible {
    /// The system's error number.
    public let code: Int32

    /// What happened.
    public var description: String {
      "standard input cannot be read: \(String(cString: strerror(code)))"
    }
  }

  /// Everything up to the stream's end, or up to `limit` bytes.
  public static func readAll(limit: Int = .max) throws(Failure) -> [UInt8] {
    guard let bytes = WholeFile.read(0, limit: limit) else { throw Failure(code: errno) }
    return bytes
  }
}
