/// How long this worker may believe that its jobs are its own, by its own monotonic clock.
///
/// The database takes them over when it has heard nothing for the timeout. A heartbeat counts from
/// before it was sent, so the worker gives up earlier than the database does.
struct Lease {
  private let timeout: Duration
  private var renewed: SteadyTime

  /// A lease that was asked for at that moment.
  init(timeout: Duration, asked: SteadyTime) {
    self.timeout = timeout
    renewed = asked
  }

  /// Notes a heartbeat that was sent at that moment and answered.
  mutating func renew(asked: SteadyTime) {
    renewed = max(renewed, asked)
  }

  /// True once four fifths of the timeout have passed without a sign of life that arrived.
  func isLost(at now: SteadyTime) -> Bool {
    renewed.advanced(by: timeout * 4 / 5) <= now
  }

  /// How often to send a sign of life.
  var interval: Duration { timeout / 4 }

  /// True where an answer that was asked for at that moment comes too late to be trusted.
  func isStale(asked: SteadyTime, answered: SteadyTime) -> Bool {
    asked.advanced(by: timeout / 2) <= answered
  }
}
