import Glibc

/// A program could not be started.
struct ChildProcessError: Error, CustomStringConvertible {
  /// The program's name or path.
  let program: String
  /// The system's error number.
  let code: Int32

  /// One line with the program and the system's words.
  var description: String { "cannot start \(program): \(String(cString: strerror(code)))" }
}
