import Foundation
import Support
import Testing

/// Workers killed, stopped, cut off and stalled, the server restarted, while a ledger counts every
/// completion: `Tests/Chaos/chaos.py` against the built program.
@Suite(.serialized, .enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
struct ChaosTests {
  private static let isLong = ProcessInfo.processInfo.environment["LONG_TESTS"] == "1"

  @Test("whatever is killed, cut or stalled, every job is completed exactly once and soon")
  func chaos() async throws {
    let python = try #require(PythonPeer.python)
    let output = FileManager.default.temporaryDirectory.appending(path: "chaos-\(UUID()).json")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let seed = Int.random(in: 1...1_000_000)
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments =
      [
        Fixtures.checkout.appending(path: "Tests/Chaos/chaos.py").path, TestProgram.executable,
        "--seed", "\(seed)", "--running-sql",
        "select count(*) from pipeline.jobs where state = 'running'",
      ]
      + (Self.isLong
        ? ["--jobs", "20000", "--each", "2", "--overlap", "0.3"]
        : [
          "--jobs", "2000", "--workers", "3", "--each", "1", "--heartbeat-timeout", "3",
          "--faults", "kill9,sigterm,server_restart,zombie,cut,lost_replies",
        ])
    var environment = ProcessInfo.processInfo.environment
    environment["LOG_LEVEL"] = "warning"
    environment["DATABASE_URL"] = nil
    process.environment = environment
    process.standardOutput = try FileHandle(forWritingTo: output)
    let errors = output.appendingPathExtension("log")
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardError = try FileHandle(forWritingTo: errors)
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    let report = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    let log = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    #expect(status == 0, "seed \(seed): \(report.prefix(2_000)) \(log.suffix(2_000))")
    #expect(report.contains("\"pass\": true"))
  }
}
