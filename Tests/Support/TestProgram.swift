import Foundation
import Glibc
import Synchronization

/// The built program `fractal` with a data directory and a database of one test's own.
public final class TestProgram: Sendable {
  /// The folder in which this run of the tests finds the program.
  public static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "fractal").path

  /// The settings that every start gets.
  public let environment: [String: String]
  /// The data directory.
  public let dataDirectory: String

  /// What sanitizers are told, which holds for the program as for its tests.
  private static let sanitizers = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  /// A program on that database; `settings` are added to its environment.
  public init(database: String, settings: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "fractal-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    dataDirectory = folder.path
    environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "DATABASE_URL": database, "FRACTAL_DATA_DIR": dataDirectory, "LOG_LEVEL": "warning",
      "HEARTBEAT_TIMEOUT_SECONDS": "3",
    ].merging(settings) { $1 }
      .merging(Self.sanitizers) { $1 }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: dataDirectory)
  }

  /// Starts the program; it runs until it ends by itself or is told to.
  public func start(_ arguments: [String], log: String? = nil) throws -> StartedProgram {
    var handle: FileHandle?
    if let log {
      let path = dataDirectory + "/" + log
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      handle = FileHandle(forWritingAtPath: path)
    }
    return try withExtendedLifetime(handle) {
      try StartedProgram(
        [Self.executable] + arguments, environment: environment, directory: dataDirectory,
        errors: handle?.fileDescriptor)
    }
  }

  /// Runs the program to its end with that standard input; no file it writes may grow beyond the
  /// limit, as if the disk were full then.
  public func run(
    _ arguments: [String], input: [UInt8] = [], fileSizeLimit: Int? = nil
  ) async throws -> ProgramRun {
    let limits = fileSizeLimit.map { ["/usr/bin/prlimit", "--fsize=\($0)"] } ?? []
    let ended = try await StartedProgram.run(
      limits + [Self.executable] + arguments, input: input, environment: environment,
      directory: dataDirectory)
    return ProgramRun(status: ended.status, output: ended.text, errors: ended.errors)
  }

  /// The ports that a test may get: below those that Linux gives to whoever asks for any.
  private static let ports: Range<UInt16> = 10_000..<32_000
  /// The place of the next port to try, another one in each process of tests.
  private static let nextPort = Mutex(Int(getpid()) &* 97)

  /// A port of the loopback interface on which nothing listens at the moment, and that no other
  /// test of this run gets.
  public static func freePort() -> UInt16 {
    while true {
      let port = nextPort.withLock { next in
        next = (next + 1) % ports.count
        return ports.lowerBound + UInt16(next)
      }
      if isFree(port) { return port }
    }
  }

  private static func isFree(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    address.sin_port = port.bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
