import Synchronization

/// A number that only rises, such as jobs finished. Safe from any thread, without a lock.
public final class Counter: Sendable {
  private let count = Atomic<UInt64>(0)

  /// A counter at zero.
  init() {}

  /// Adds to the count.
  public func increment(by amount: UInt64 = 1) {
    count.wrappingAdd(amount, ordering: .relaxed)
  }

  /// The count since the process started.
  public var value: UInt64 { count.load(ordering: .relaxed) }
}
