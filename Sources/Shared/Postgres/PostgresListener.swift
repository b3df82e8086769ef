import Synchronization

/// Listens to channels on a connection of its own, and notices when that is silently dead.
///
/// While nothing arrives, the listener sends itself a message every probe interval and expects it
/// back; a connection that fails that, or breaks, is replaced and listens again. LISTEN does not
/// work through PgBouncer in transaction mode: there, poll.
public final class PostgresListener: Sendable {
  /// What happens, for one reader. A reader that falls behind by more than the limit loses the
  /// oldest events; it wakes anyway, and wake-ups are what notifications are good for.
  public let events: AsyncStream<ListenerEvent>

  private let sink: AsyncStream<ListenerEvent>.Continuation
  private let configuration: PostgresConfiguration
  private let channels: [String]
  private let probeInterval: Duration
  private let logger: Logger

  /// A listener for these channels; it does nothing until ``run()``.
  public init(
    configuration: PostgresConfiguration, channels: [String],
    probeInterval: Duration = .seconds(15), logger: Logger = .silent
  ) {
    self.configuration = configuration
    self.channels = channels
    self.probeInterval = probeInterval
    self.logger = logger
    (events, sink) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingNewest(PostgresLimits.bufferedNotifications))
  }

  /// Listens until the task is cancelled, reconnecting with growing pauses; then ends the stream.
  public func run() async {
    defer { sink.finish() }
    var backoff = Backoff(first: .milliseconds(100), limit: .seconds(10))
    while !Task.isCancelled {
      do throws(PostgresError) {
        try await listen(onStart: { backoff.reset() })
      } catch {
        if Task.isCancelled { return }
        logger.warning("listener lost its connection", ["error": .string(error.description)])
      }
      sink.yield(.interrupted)
      do { try await Task.sleep(for: backoff.next()) } catch { return }
    }
  }

  private func listen(onStart: () -> Void) async throws(PostgresError) {
    let connection = try await PostgresConnection.connect(configuration)
    defer { connection.close() }
    let probe = "fractal_probe_\(connection.backendProcessID)"
    for channel in channels + [probe] {
      try await connection.command(
        SQL("listen", "LISTEN \(EmbeddedCluster.quoted(channel))"),
        timeout: configuration.connectTimeout, shielded: false)
    }
    onStart()
    sink.yield(.listening)
    while true {
      if try await deliver(from: connection, within: probeInterval, probe: probe) { continue }
      try await connection.command(
        SQL("listener_probe", "NOTIFY \(EmbeddedCluster.quoted(probe))"),
        timeout: configuration.connectTimeout, shielded: false)
      guard
        try await deliver(from: connection, within: configuration.connectTimeout, probe: probe)
      else {
        throw PostgresError(.connection, "the listener's own message did not come back")
      }
    }
  }

  /// Waits for messages and passes on those of our channels; false where none came in time.
  private func deliver(
    from connection: PostgresConnection, within timeout: Duration, probe: String
  ) async throws(PostgresError) -> Bool {
    let notifications = try await connection.notifications(within: timeout)
    for notification in notifications where notification.channel != probe {
      sink.yield(.notification(notification))
    }
    return !notifications.isEmpty
  }
}
