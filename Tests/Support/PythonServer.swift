import Foundation
public import Shared

/// A server of `Tests/Peers`, run by the Python of `PythonPeer` for as long as it is held.
///
/// The script prints one line of JSON once it is ready, and ends when its standard input does.
public final class PythonServer: Sendable {
  /// What the script said of itself.
  public let facts: JSONValue
  private let process: StartedProgram
  private let input: Pipe

  /// Starts the script with those arguments. A Python that lacks what the script needs is an error: a
  /// test that passed without its server would say nothing.
  ///
  /// - Throws: `PythonPeer.Failure`.
  public init(_ script: String, arguments: [String] = []) throws {
    guard let python = PythonPeer.python else { throw PythonPeer.Failure.noPython }
    let input = Pipe()
    let output = Pipe()
    let process = try StartedProgram(
      [python, Fixtures.checkout.appending(path: "Tests/Peers/\(script)").path] + arguments,
      input: input.fileHandleForReading.fileDescriptor,
      output: output.fileHandleForWriting.fileDescriptor)
    try output.fileHandleForWriting.close()
    guard let facts = Self.announcement(output.fileHandleForReading) else {
      process.terminate()
      throw PythonPeer.Failure.failed(status: -1, message: "\(script) did not start")
    }
    self.process = process
    self.input = input
    self.facts = facts
    if facts["missing"] == true {
      throw PythonPeer.Failure.failed(status: -1, message: "\(script) lacks its packages")
    }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.terminate()
  }

  /// The first line that is a JSON object; nil where the output ends before.
  private static func announcement(_ handle: FileHandle) -> JSONValue? {
    var held: [UInt8] = []
    while true {
      let more = handle.availableData
      if more.isEmpty { return nil }
      held += more
      while let end = held.firstIndex(of: 0x0A) {
        let line = Array(held[..<end])
        held.removeFirst(end + 1)
        if line.first == 0x7B, let value = try? JSONValue(parsing: line) { return value }
      }
    }
  }
}
