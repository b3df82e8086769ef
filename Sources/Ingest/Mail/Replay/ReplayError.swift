/// Why a stored mail cannot be read again.
public enum ReplayError: String, Error, Sendable, CustomStringConvertible {
  /// No mail has that id.
  case unknown = "no mail, and no task of a mail, has that id"
  /// It was held, dropped or refused.
  case neverRead = "the mail became neither a task nor a comment"
  /// The time for which raw messages are kept is over.
  case messageGone = "the raw message is no longer kept"

  /// What is wrong.
  public var description: String { rawValue }
}
