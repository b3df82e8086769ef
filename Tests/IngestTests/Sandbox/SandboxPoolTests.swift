import Foundation
import Shared
import Testing

@testable import Ingest

@Suite struct SandboxPoolTests {
  /// A pool whose children are a shell script.
  private func pool(_ script: String) throws -> SandboxPool {
    let file = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID()).sh")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
    return SandboxPool(children: 1, program: file.path)
  }

  @Test("a frame is read back as it was written")
  func frame() throws {
    let frame = SandboxFrame(header: ["kind": "page"], parts: [[1, 2, 3], [], [0xFF]])
    let read = try #require(SandboxFrame(body: Array(frame.encoded.dropFirst(4))))
    #expect(read.headerBytes == frame.headerBytes)
    #expect(read.parts == frame.parts)
    #expect(SandboxFrame(body: [1, 0, 0]) == nil)
    #expect(SandboxFrame(body: [1, 0, 0, 0, 9, 0, 0, 0]) == nil)
  }

  @Test("a request larger than a pipe goes to a child and its answer comes back")
  func exchange() async throws {
    let pool = try pool("exec cat")
    defer { pool.close() }
    let request = SandboxFrame(
      header: ["kind": "echo"], parts: [[UInt8](repeating: 7, count: 50_000)])
    for _ in 0..<3 {
      let answer = try await pool.run(request)
      #expect(answer.parts == request.parts)
    }
  }

  @Test("a child that ends costs one request, and the next one gets a new child")
  func crash() async throws {
    let pool = try pool("kill -SEGV $$")
    await #expect(throws: SandboxError(.crash, code: 11)) {
      _ = try await pool.run(SandboxFrame(header: [:]))
    }
    await #expect(throws: SandboxError(.crash, code: 11)) {
      _ = try await pool.run(SandboxFrame(header: [:]))
    }
  }

  @Test("a child that does not answer in time is ended")
  func timeout() async throws {
    let pool = try pool("exec sleep 60")
    let elapsed = await ContinuousClock().measure {
      await #expect(throws: SandboxError(.timeout)) {
        _ = try await pool.run(SandboxFrame(header: [:]), seconds: 0.2)
      }
    }
    #expect(elapsed < .seconds(60))
  }

  @Test("a child sees nothing of the parent's environment")
  func environment() async throws {
    let pool = try pool("test -z \"$HOME$SANDBOX_TEST_SECRET\" || exit 1\nexec cat")
    defer { pool.close() }
    setenv("SANDBOX_TEST_SECRET", "anything", 1)
    defer { unsetenv("SANDBOX_TEST_SECRET") }
    await #expect(throws: Never.self) { _ = try await pool.run(SandboxFrame(header: ["a": 1])) }
  }

  @Test("a program that cannot be started is said to be so")
  func missing() async throws {
    let pool = SandboxPool(children: 1, program: "/nonexistent/program")
    await #expect(throws: SandboxError.self) { _ = try await pool.run(SandboxFrame(header: [:])) }
  }
}
