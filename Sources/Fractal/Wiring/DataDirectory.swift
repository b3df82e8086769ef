import FoundationEssentials
import Glibc
import Shared

/// The folder of everything that must survive, held by one `fractal run` at a time.
final class DataDirectory: Sendable {
  /// Where the embedded PostgreSQL lives.
  var cluster: String { path + "/postgres" }
  /// Where the folder store keeps objects, unless `OBJECT_STORE` names another place.
  var objects: String { path + "/objects" }
  /// The folder itself.
  let path: String
  private let lock: Int32

  /// Makes the folder where it is missing and takes its lock; throws where another `fractal run`
  /// holds it or it cannot be made.
  init(_ path: String) throws(WiringError) {
    self.path = path
    try Self.make(path)
    lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw WiringError("cannot write in \(path): \(Self.lastError); set FRACTAL_DATA_DIR")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw WiringError("another 'fractal run' uses \(path); stop it, or set FRACTAL_DATA_DIR")
    }
  }

  /// Removes everything that the folder store keeps in this folder.
  func removeObjects() throws {
    if FileManager.default.fileExists(atPath: objects) {
      try FileManager.default.removeItem(atPath: objects)
    }
  }

  deinit {
    close(lock)
  }

  private static func make(_ path: String) throws(WiringError) {
    var built = ""
    for part in path.split(separator: "/") {
      built += "/" + part
      guard mkdir(built, 0o755) == 0 || errno == EEXIST else {
        throw WiringError("cannot make \(built): \(lastError); set FRACTAL_DATA_DIR")
      }
    }
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
