import Glibc

/// A counting semaphore of the C library: ``raise()`` lets one ``wait()`` pass.
// reason: sem_t is made for concurrent use, and its storage never moves.
final class Signal: @unchecked Sendable {
  private let semaphore: UnsafeMutablePointer<sem_t>

  /// A semaphore that nobody passes yet.
  init() {
    semaphore = .allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  /// Lets one waiter pass, now or later.
  func raise() {
    sem_post(semaphore)
  }

  /// Blocks the thread until it may pass.
  func wait() {
    while sem_wait(semaphore) != 0 && errno == EINTR {}
  }
}
