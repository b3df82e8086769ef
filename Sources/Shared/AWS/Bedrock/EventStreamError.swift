/// Why bytes are no event stream (`application/vnd.amazon.eventstream`).
public enum EventStreamError: String, Error, Hashable, Sendable {
  /// The lengths of a frame contradict each other or are above the limits.
  case badLength
  /// The checksum of a frame's first eight bytes does not fit.
  case badPrelude
  /// The checksum of a frame does not fit.
  case badChecksum
  /// The headers of a frame cannot be read.
  case badHeaders
  /// The stream ends inside a frame.
  case cutOff
}
