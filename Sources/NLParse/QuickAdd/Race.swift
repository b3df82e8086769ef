/// Work against a time that cannot be moved.
enum Race {
  /// What the work gives, or the other value once the time is over; the work is cancelled then and
  /// nobody waits for its end.
  static func first<Value: Sendable>(
    within patience: Duration, otherwise late: Value,
    _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let (results, ending) = AsyncStream<Value>.makeStream(
      bufferingPolicy: .bufferingOldest(1))
    let working = Task { ending.yield(await work()) }
    let waiting = Task {
      try? await Task.sleep(for: patience)
      ending.yield(late)
    }
    defer {
      working.cancel()
      waiting.cancel()
    }
    for await result in results { return result }
    return late
  }
}
