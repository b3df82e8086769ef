/// Why a held mail cannot be let in.
public enum QuarantineError: String, Error, Sendable, CustomStringConvertible {
  /// Its raw message is no longer kept.
  case messageGone = "the raw message is no longer kept; the mail can only be dropped"

  /// What is wrong.
  public var description: String { rawValue }
}
