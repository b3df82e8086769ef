import Foundation

/// A program of PyPI that a test compares us with, run by the Python that has it.
///
/// `scripts/test` installs `Tests/requirements.txt` into an environment of its own and names its
/// Python in `FRACTAL_TEST_PYTHON`; without that the tests concerned say that they did not run.
public enum PythonPeer {
  /// The Python to run, nil where none was named.
  public static let python: String? = ProcessInfo.processInfo.environment["FRACTAL_TEST_PYTHON"]

  /// True where the comparison tests can run.
  public static var isAvailable: Bool { python != nil }

  /// What went wrong with a peer.
  public enum Failure: Error {
    /// `FRACTAL_TEST_PYTHON` is not set.
    case noPython
    /// The script ended with this status, having written this to its standard error.
    case failed(status: Int32, message: String)
  }

  /// Runs `Tests/Peers/<script>` with text on its standard input; gives its standard output.
  public static func run(
    _ script: String, input: String, environment: [String: String] = [:]
  ) throws -> String {
    guard let python else { throw Failure.noPython }
    let ended = try StartedProgram.runBlocking(
      [python, Fixtures.checkout.appending(path: "Tests/Peers/\(script)").path],
      input: Array(input.utf8),
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
    guard ended.status == 0 else {
      throw Failure.failed(status: ended.status, message: ended.errors)
    }
    return ended.text
  }
}
