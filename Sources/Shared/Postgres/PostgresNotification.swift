/// A message that a session sent with NOTIFY.
public struct PostgresNotification: Hashable, Sendable {
  /// The channel it was sent to.
  public let channel: String
  /// The text it carries, perhaps empty.
  public let payload: String
  /// The server's process id of the session that sent it.
  public let senderProcessID: Int32
}
