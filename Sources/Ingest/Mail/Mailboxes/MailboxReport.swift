/// What one look into a mailbox brought.
public struct MailboxReport: Hashable, Sendable {
  /// The mailbox's name.
  public var name: String
  /// Messages stored.
  public var stored = 0
  /// Messages that had come before.
  public var duplicates = 0
  /// Messages that nobody takes.
  public var refused = 0
  /// Stored messages that the server would not move or delete yet.
  public var uncleared = 0
  /// True where the server was asked to tell of news, and can.
  public var isWatched = false
  /// True where more messages wait.
  public var hasMore = false
  /// Why it ended early; nil where it did not.
  public var failure: String?

  /// Messages that were read.
  var count: Int { stored + duplicates + refused }

  /// A report without anything yet.
  public init(name: String) {
    self.name = name
  }
}
