/// Limits on reading mailboxes.
public enum MailboxLimits {
  /// Messages taken from a mailbox in one look; the rest follows at once in the next.
  public static let messagesAtOnce = 500
  /// Mailboxes that one process reads at once.
  public static let atOnce = 4
  /// Longest pause in seconds before a mailbox that failed is looked into again.
  public static let backoffSeconds = 3_600
  /// Seconds between two looks for a mailbox that is due.
  public static let idleSeconds = 5
  /// Seconds that asking for an access token may take.
  public static let tokenSeconds = 20
  /// Seconds before its end from which on an access token is no longer used.
  public static let tokenMargin = 60
  /// Seconds that an access token counts for where nobody says how long.
  public static let tokenLife = 300
  /// Seconds that a server's news have to take where they bring nothing, to be waited for again at once.
  public static let quietSeconds = 5
  /// Addresses of a message's header that are tried as its recipient.
  public static let candidates = 20
}
