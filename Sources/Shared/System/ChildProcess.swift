import CLinux
import Glibc

/// A program started by us, with its own arguments and environment and no inherited descriptor.
final class ChildProcess: Sendable {
  /// What is to be started.
  struct Start: Sendable {
    /// The program's path and its arguments.
    var arguments: [String]
    /// The working directory.
    var directory = "/"
    /// The environment; this process's own where nil.
    var environment: [String: String]?
    /// True for a session of its own, out of reach of the terminal's Ctrl-C.
    var ownSession = false
    /// A descriptor to read as standard input; `/dev/null` where nil.
    var input: Int32?
    /// A descriptor that the child keeps open, as its descriptor 3.
    var kept: Int32?
    /// A file that receives standard output and standard error; `/dev/null` where nil.
    var output: String?
  }

  /// The kernel's number of the process.
  let processID: Int32

  /// Starts the program; throws where it cannot be started.
  init(_ start: Start) throws(ChildProcessError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input = start.input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(
      &actions, 1, start.output ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    posix_spawn_file_actions_addchdir_np(&actions, start.directory)
    if let kept = start.kept { posix_spawn_file_actions_adddup2(&actions, kept, 3) }
    posix_spawn_file_actions_addclosefrom_np(&actions, start.kept == nil ? 3 : 4)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The child starts with every signal at its default and none blocked.
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let session = start.ownSession ? fractal_spawn_setsid : 0
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | session)

    var arguments = start.arguments.map { strdup($0) } + [nil]
    var variables = start.environment?.map { strdup("\($0.key)=\($0.value)") } ?? []
    variables.append(nil)
    defer { for pointer in arguments + variables { free(pointer) } }
    let program = start.arguments.first ?? ""
    var child = pid_t()
    let status =
      start.environment == nil
      ? posix_spawnp(&child, program, &actions, &attributes, &arguments, environ)
      : posix_spawnp(&child, program, &actions, &attributes, &arguments, &variables)
    guard status == 0 else {
      throw ChildProcessError(program: program, code: status)
    }
    processID = child
  }

  /// Blocks until the program has ended; returns its exit status, or 128 plus the signal's number.
  ///
  /// To be called once, on a thread that may block.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Starts the program, waits for its end on the blocking executor and returns its exit status.
  static func run(_ start: Start) async throws(ChildProcessError) -> Int32 {
    try await BlockingExecutor.shared.run { () throws(ChildProcessError) in
      try ChildProcess(start).wait()
    }
  }
}
