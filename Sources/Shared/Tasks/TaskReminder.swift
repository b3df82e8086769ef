/// One reminder of a task.
public struct TaskReminder: Hashable, Sendable {
  /// What an offset counts back from.
  public enum Anchor: String, Hashable, Sendable {
    /// `tasks.due_date`.
    case due
    /// `tasks.start_date`.
    case start
  }

  /// When it fires.
  public enum Time: Hashable, Sendable {
    /// At that instant.
    case at(Instant)
    /// That many minutes before the anchor, following it when it moves.
    case before(minutes: Int32, Anchor)
  }

  /// When it fires.
  public var time: Time
  /// How it reaches the person: `app`, `email`, … at most 20 characters.
  public var channel: String

  /// A reminder.
  public init(_ time: Time, channel: String = "app") {
    self.time = time
    self.channel = channel
  }
}
