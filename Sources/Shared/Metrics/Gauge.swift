import Synchronization

/// A number that goes up and down, such as connections in use. Safe from any thread, without a lock.
public final class Gauge: Sendable {
  private let bits = Atomic<UInt64>(0)

  /// A gauge at zero.
  init() {}

  /// Sets the number.
  public func set(_ value: Double) {
    bits.store(value.bitPattern, ordering: .relaxed)
  }

  /// Adds to the number; a negative amount takes away.
  public func add(_ amount: Double) {
    var known = bits.load(ordering: .relaxed)
    while true {
      let next = (Double(bitPattern: known) + amount).bitPattern
      let (done, found) = bits.weakCompareExchange(
        expected: known, desired: next, ordering: .relaxed)
      if done { return }
      known = found
    }
  }

  /// The number.
  public var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
}
