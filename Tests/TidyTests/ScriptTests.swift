import Foundation
import Support
import Testing

/// Every script explains itself, and refuses what it does not know.
@Suite struct ScriptTests {
  @Test("a script answers --help", arguments: ["run", "test", "check", "bench", "screenshots"])
  func help(name: String) throws {
    let (status, output) = try run(name, "--help")
    #expect(status == 0)
    #expect(output.hasPrefix("scripts/\(name): "))
  }

  @Test(
    "a script refuses an option it does not know",
    arguments: ["run", "test", "check", "bench", "screenshots"])
  func unknownOption(name: String) throws {
    let (status, output) = try run(name, "--no-such-option")
    #expect(status == 1)
    #expect(output.contains("--help"))
  }

  private func run(_ name: String, _ option: String) throws -> (Int32, String) {
    let ended = try StartedProgram.runBlocking(
      ["/bin/bash", Fixtures.checkout.appending(path: "scripts/\(name)").path, option])
    return (ended.status, ended.text + ended.errors)
  }
}
