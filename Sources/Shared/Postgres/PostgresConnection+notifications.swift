import CPostgres

extension PostgresConnection {
  /// Waits for messages of channels that this connection listens to; returns all that have come,
  /// none where the time passes first.
  func notifications(
    within timeout: Duration
  ) async throws(PostgresError) -> [PostgresNotification] {
    try await exchange("notifications", timeout: timeout, shielded: false) {
      () async throws(PostgresError) in
      while true {
        let received = takeNotifications()
        if !received.isEmpty { return received }
        switch await readiness.wait() {
        case .ready:
          guard PQconsumeInput(pointer) == 1 else { throw lost("notifications") }
        case .deadline: return []
        case .cancelled: throw PostgresError(.cancelled, "cancelled while listening")
        case .closed: throw PostgresError(.connection, "the connection was closed")
        }
      }
    }
  }

  private func takeNotifications() -> [PostgresNotification] {
    var received: [PostgresNotification] = []
    while let notification = PQnotifies(pointer) {
      received.append(
        PostgresNotification(
          channel: String(cString: notification.pointee.relname),
          payload: String(cString: notification.pointee.extra),
          senderProcessID: notification.pointee.be_pid))
      PQfreemem(notification)
    }
    return received
  }
}
