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
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [Fixtures.checkout.appending(path: "scripts/\(name)").path, option]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
