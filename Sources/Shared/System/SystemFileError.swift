import Glibc

/// A system call on a file failed.
struct SystemFileError: Error, CustomStringConvertible {
  /// What was tried, such as `create`.
  let action: String
  /// The file's path.
  let path: String
  /// The system's error number.
  let code: Int32

  /// One line with action, path and the system's words.
  var description: String { "cannot \(action) \(path): \(String(cString: strerror(code)))" }
}
