import Glibc

/// Stops and resumes a process of the server, which takes its user or root on the same machine.
enum ServerProcess {
  /// Stops the process as Ctrl-Z would; false where that is not allowed.
  static func stop(_ processID: Int32) -> Bool {
    kill(processID, SIGSTOP) == 0
  }

  /// Lets the process go on.
  static func resume(_ processID: Int32) {
    kill(processID, SIGCONT)
  }
}
