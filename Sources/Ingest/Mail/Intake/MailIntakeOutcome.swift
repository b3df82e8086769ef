public import FoundationEssentials
public import Shared

/// What the door says about a mail that was handed in.
public enum MailIntakeOutcome: Hashable, Sendable {
  /// Stored, with the job that will make a task of it; both have committed.
  case accepted(input: UUID, job: JobID)
  /// The same mail came to this address before; the job that handled it then, where one is known.
  case duplicate(input: UUID, job: JobID?)
  /// Nobody has that address, or it was revoked.
  case unknownAddress
  /// The address's user may no longer write where the address leads; why, in our own words.
  case notAllowed(String)
  /// The address, or this sender to it, has sent too much; seconds after which to try again.
  case tooMany(retryAfter: Int)
  /// The message is larger than is taken.
  case tooLarge(limit: Int)
  /// There is no message in the bytes.
  case empty
}
