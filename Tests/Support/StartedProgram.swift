import CLinux
import Foundation
import Glibc
import Synchronization
import Testing

/// A program started by a test, with no open descriptor but its three.
///
/// Foundation's `Process` passes on what other tests open at the same moment, and learns of an end
/// only when everybody who holds its socket has ended: a test could wait for ever. Here every wait
/// is for one process and has an end.
public final class StartedProgram: Sendable {
  /// What a program left when it ended.
  public struct Output: Sendable {
    /// The exit status, or 128 plus the signal's number.
    public let status: Int32
    /// Standard output.
    public let text: String
    /// Standard error.
    public let errors: String
  }

  /// The kernel's number of the process.
  public let processIdentifier: Int32
  private let name: String
  private let status = Mutex<Int32?>(nil)

  /// Starts a program found by its path or on PATH; descriptors that are nil are `/dev/null`, an
  /// environment that is nil is this process's own.
  ///
  /// - Throws: `POSIXError` where it cannot be started.
  public init(
    _ arguments: [String], environment: [String: String]? = nil, directory: String = "/",
    input: Int32? = nil, output: Int32? = nil, errors: Int32? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, descriptor) in [input, output, errors].enumerated() {
      if let descriptor {
        posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
      } else {
        posix_spawn_file_actions_addopen(&actions, Int32(place), "/dev/null", O_RDWR, 0)
      }
    }
    posix_spawn_file_actions_addchdir_np(&actions, directory)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let variables = environment ?? ProcessInfo.processInfo.environment
    var words = arguments.map { strdup($0) } + [nil]
    var settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + settings { free(pointer) } }
    var child = pid_t()
    let code = posix_spawnp(&child, arguments[0], &actions, &attributes, &words, &settings)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    processIdentifier = child
    name = arguments.prefix(2).joined(separator: " ")
  }

  deinit {
    // Whoever lets go of it does not want it any more, and its number has to be given back.
    if isRunning {
      kill(processIdentifier, SIGKILL)
      _ = waitpid(processIdentifier, nil, 0)
    }
  }

  /// True until the program has ended.
  public var isRunning: Bool { ended == nil }

  /// The exit status, or 128 plus the signal's number; nil while the program runs.
  public var ended: Int32? {
    status.withLock { status in
      if let status { return status }
      var word: Int32 = 0
      guard waitpid(processIdentifier, &word, WNOHANG) == processIdentifier else { return nil }
      let signal = word & 0x7F
      status = signal == 0 ? (word >> 8) & 0xFF : 128 + signal
      return status
    }
  }

  /// Asks the program to end.
  public func terminate() {
    if isRunning { kill(processIdentifier, SIGTERM) }
  }

  /// Waits until the program has ended and gives its status; one that does not end within the time
  /// fails the test and is ended by force.
  @discardableResult
  public func end(within seconds: Int = 60) async -> Int32 {
    let last = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < last {
      if let ended { return ended }
      try? await Task.sleep(for: .milliseconds(5))
      if Task.isCancelled { break }
    }
    return endByForce(after: seconds)
  }

  /// The same on a thread that is held meanwhile, for where nothing may be awaited.
  @discardableResult
  public func waitUntilExit(within seconds: Int = 60) -> Int32 {
    for _ in 0..<seconds * 200 {
      if let ended { return ended }
      usleep(5_000)
    }
    return endByForce(after: seconds)
  }

  private func endByForce(after seconds: Int) -> Int32 {
    Issue.record("\(name) did not end within \(seconds) s")
    kill(processIdentifier, SIGKILL)
    while isRunning { usleep(1_000) }
    return 128 + SIGKILL
  }

  /// Runs a program to its end, with what it reads and writes in files: a pipe ends only when the
  /// last of a program's children has closed it.
  public static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String]? = nil,
    directory: String = "/", within seconds: Int = 120
  ) async throws -> Output {
    let files = try Files(input)
    let program = try files.start(arguments, environment: environment, directory: directory)
    return files.output(await program.end(within: seconds))
  }

  /// The same on a thread that is held meanwhile.
  public static func runBlocking(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String]? = nil,
    directory: String = "/", within seconds: Int = 120
  ) throws -> Output {
    let files = try Files(input)
    let program = try files.start(arguments, environment: environment, directory: directory)
    return files.output(program.waitUntilExit(within: seconds))
  }

  /// The files that stand for a program's three descriptors.
  private final class Files {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID())")
    private let handles: [FileHandle]

    init(_ input: [UInt8]) throws {
      let folder = folder
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      handles = try ["in", "out", "err"].map { name in
        let file = folder.appending(path: name)
        try Data(name == "in" ? input : []).write(to: file)
        return try name == "in"
          ? FileHandle(forReadingFrom: file) : FileHandle(forWritingTo: file)
      }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func start(
      _ arguments: [String], environment: [String: String]?, directory: String
    ) throws -> StartedProgram {
      try StartedProgram(
        arguments, environment: environment, directory: directory,
        input: handles[0].fileDescriptor, output: handles[1].fileDescriptor,
        errors: handles[2].fileDescriptor)
    }

    func output(_ status: Int32) -> Output {
      func text(_ name: String) -> String {
        let data = try? Data(contentsOf: folder.appending(path: name))
        return String(decoding: data ?? Data(), as: UTF8.self)
      }
      return Output(status: status, text: text("out"), errors: text("err"))
    }
  }
}
