/// Why a mailbox was not read to its end, beside what server and database say.
public enum MailboxError: String, Error, Hashable, Sendable, CustomStringConvertible {
  /// Another poller reads it now.
  case claimLost = "claim_lost"
  /// Its password cannot be opened: it is missing, or another `APP_SECRET` sealed it.
  case credential
  /// No access token can be had for it: the settings of IMAP_OAUTH are missing, or the service refuses
  /// the refresh token.
  case token
  /// The address takes no more mail for now.
  case tooMany = "too_many"

  /// The code.
  public var description: String { rawValue }
}
