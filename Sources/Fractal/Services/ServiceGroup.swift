import Glibc
import Shared

/// Runs services together: when a stop is asked for or one of them fails, all drain, and what has
/// not ended at the deadline is cut off with the process.
struct ServiceGroup: Sendable {
  /// The services, all started at once.
  let services: [any Service]
  /// How long all of them together may take to drain.
  let drainTimeout: Duration
  /// Where starts, stops and failures are logged.
  let logger: Logger
  /// What happens at the deadline; ends the process unless a test says otherwise.
  var onDeadline: @Sendable () -> Void = { _exit(1) }

  private enum End: Sendable {
    case stopAsked
    case ended(String, (any Error)?)
  }

  /// Runs until `stop` returns or a service ends; throws what a service threw.
  func run(until stop: @escaping @Sendable () async -> Void) async throws {
    try await withThrowingTaskGroup(of: End.self) { group in
      for service in services {
        group.addTask {
          do {
            try await service.run()
            return .ended(service.name, nil)
          } catch {
            return .ended(service.name, error)
          }
        }
      }
      group.addTask {
        await stop()
        return .stopAsked
      }
      var failure: (any Error)?
      if let first = try await group.next() { failure = note(first, isExpected: false) }
      logger.info("stopping", ["seconds": .double(drainTimeout.seconds)])
      group.cancelAll()
      let watchdog = Task { [drainTimeout, logger, onDeadline] in
        try await Task.sleep(for: drainTimeout)
        logger.error("not everything ended in time; cutting it off")
        onDeadline()
      }
      while let end = try await group.next() {
        let late = note(end, isExpected: true)
        failure = failure ?? late
      }
      watchdog.cancel()
      if let failure { throw failure }
    }
  }

  private func note(_ end: End, isExpected: Bool) -> (any Error)? {
    guard case .ended(let name, let error) = end else { return nil }
    if let error, !(error is CancellationError) {
      logger.error("a service failed", ["service": .string(name), "error": .string("\(error)")])
      return error
    }
    if isExpected { return nil }
    logger.error("a service ended by itself", ["service": .string(name)])
    return WiringError("the service '\(name)' ended by itself")
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
