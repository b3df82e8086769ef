/// Limits on reading mailboxes.
public enum MailboxLimits {
  /// Messages taken from a mailbox in one look; the rest follows at once in the next.
  public static let messagesAtOnce = 500
  /// Mailboxes that one process reads at once.
  public static let atOnce = 2
  /// Longest pause in seconds before a mailbox that failed is looked into again.
  public static let backoffSeconds = 3_600
  /// Seconds between two looks for a mailbox that is due.
  public static let idleSeconds = 5
  /// Addresses of a message's header that are tried as its recipient.
  public static let candidates = 20
}
