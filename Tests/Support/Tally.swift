import Synchronization

/// A count that several tasks raise.
public final class Tally: Sendable {
  private let count = Atomic(0)
  private let highest = Atomic(0)

  /// A count of 0.
  public init() {}

  /// The count.
  public var value: Int { count.load(ordering: .relaxed) }

  /// The highest count there has been.
  public var peak: Int { highest.load(ordering: .relaxed) }

  /// Raises the count and returns it.
  @discardableResult
  public func raise() -> Int {
    let value = count.add(1, ordering: .relaxed).newValue
    highest.max(value, ordering: .relaxed)
    return value
  }

  /// Lowers the count.
  public func lower() {
    count.subtract(1, ordering: .relaxed)
  }
}
