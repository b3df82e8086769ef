import Synchronization

/// A flag that is raised once and that a thread at blocking work looks at now and then.
final class Abandoned: Sendable {
  private let flag = Atomic(false)

  /// True once ``set()`` has been called.
  var isSet: Bool { flag.load(ordering: .acquiring) }

  /// Raises the flag.
  func set() {
    flag.store(true, ordering: .releasing)
  }
}
