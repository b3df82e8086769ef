/// What a listener has to tell.
public enum ListenerEvent: Hashable, Sendable {
  /// The channels are listened to from now on. What was sent before, also while the connection
  /// was away, is lost: look for yourself once.
  case listening
  /// A message arrived.
  case notification(PostgresNotification)
  /// The connection is lost; ``listening`` follows once it is back.
  case interrupted
}
