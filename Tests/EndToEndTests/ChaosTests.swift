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
    let seed = Int.random(in: 1...1_000_000)
    let arguments =
      [
        python, Fixtures.checkout.appending(path: "Tests/Chaos/chaos.py").path,
        TestProgram.executable,
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
    let ended = try await StartedProgram.run(
      arguments, environment: environment, within: Self.isLong ? 3_600 : 300)
    #expect(
      ended.status == 0,
      "seed \(seed): \(ended.text.prefix(2_000)) \(ended.errors.suffix(2_000))")
    #expect(ended.text.contains("\"pass\": true"))
  }
}
