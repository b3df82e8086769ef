import Glibc
import Synchronization

/// Says which process owns a cluster: the one that holds a lock on a file in its directory.
///
/// The cluster's guard inherits the lock, so it stays held until the guard has stopped the server
/// of an owner that died. The file holds the owner's process id.
final class ClusterLock: Sendable {
  private let storage: Mutex<Int32>

  private init(descriptor: Int32) {
    storage = Mutex(descriptor)
  }

  deinit {
    release()
  }

  /// The descriptor that holds the lock; -1 once it is released.
  var descriptor: Int32 { storage.withLock(\.self) }

  /// Gives the lock up, unless the guard still holds it too. Safe to call twice.
  func release() {
    storage.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }

  /// Takes the lock; nil where somebody holds it.
  static func take(_ path: String) throws(SystemFileError) -> ClusterLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemFileError(action: "lock", path: path, code: errno) }
    let lock = ClusterLock(descriptor: descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    let text = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    guard pwrite(descriptor, text, text.count, 0) == text.count else {
      throw SystemFileError(action: "lock", path: path, code: errno)
    }
    return lock
  }

  /// True where the process that last took the lock is still there.
  static func ownerLives(_ path: String) -> Bool {
    guard let text = SystemFile.read(path), let owner = Int32(text.prefix { $0.isNumber }) else {
      return false
    }
    return kill(owner, 0) == 0 || errno == EPERM
  }
}
