/// Why compressed bytes could not be read or written.
public enum GzipError: Error, Equatable, Sendable {
  /// The bytes are no gzip, are damaged, or end early.
  case malformed
  /// More than that many bytes came out.
  case tooLarge(limit: Int)
  /// zlib has no memory.
  case libraryFailure
}
