/// Being told of new jobs, cancellations and free keys.
extension Worker {
  /// Listens until the worker ends. Whatever is missed here is found by polling and heartbeats.
  func listenLoop() async {
    let listener = PostgresListener(
      configuration: pool.configuration,
      channels: ["pipeline_jobs", "pipeline_cancel", "pipeline_keys"],
      probeInterval: min(.seconds(15), configuration.heartbeatTimeout), logger: logger)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await listener.run() }
      for await event in listener.events {
        if core.phase >= .flushing { break }
        switch event {
        case .listening: core.claimSignal.signal()
        case .interrupted: break
        case .notification(let notification): heard(notification)
        }
      }
      group.cancelAll()
    }
  }

  private func heard(_ notification: PostgresNotification) {
    switch notification.channel {
    case "pipeline_jobs":
      if configuration.queues.contains(notification.payload) { core.claimSignal.signal() }
    case "pipeline_keys":
      _ = core.with { $0.keysToAdmit.insert(notification.payload) }
    case "pipeline_cancel":
      let parts = notification.payload.split(separator: ":").compactMap { Int64($0) }
      guard parts.count == 2 else { return }
      core.interrupt(.requested) { slot in
        slot.job.map { $0.id.rawValue == parts[0] && $0.token == parts[1] } ?? false
      }
    default: break
    }
  }
}
