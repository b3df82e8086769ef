import Foundation
import Support
import Testing

@testable import Shared

/// What goes wrong on command: how often it is tried, how long is waited, what becomes of a job.
@Suite(.enabled(if: PythonPeer.isAvailable)) struct BedrockFaultTests {
  /// An error by the service's name, how often it is tried, and what it means for a job.
  struct Refusal: Sendable {
    let name: String
    let attempts: Int
    let code: BedrockError.Code
    let fate: BedrockError.Fate
  }

  static let refusals = [
    Refusal(name: "ThrottlingException", attempts: 3, code: .throttled, fate: .snooze),
    Refusal(name: "ModelNotReadyException", attempts: 3, code: .modelNotReady, fate: .snooze),
    Refusal(name: "ServiceUnavailableException", attempts: 3, code: .unavailable, fate: .retry),
    Refusal(name: "InternalServerException", attempts: 3, code: .internalServer, fate: .retry),
    Refusal(name: "ModelTimeoutException", attempts: 1, code: .modelTimeout, fate: .retry),
    Refusal(name: "ModelErrorException", attempts: 1, code: .modelError, fate: .retry),
    Refusal(name: "AccessDeniedException", attempts: 1, code: .accessDenied, fate: .snooze),
    Refusal(name: "ExpiredTokenException", attempts: 1, code: .accessDenied, fate: .snooze),
    Refusal(name: "ResourceNotFoundException", attempts: 1, code: .modelNotFound, fate: .snooze),
    Refusal(name: "ValidationException", attempts: 1, code: .validation, fate: .discard),
    Refusal(name: "ConflictException", attempts: 1, code: .conflict, fate: .retry),
    Refusal(
      name: "ServiceQuotaExceededException", attempts: 1, code: .quotaExceeded, fate: .snooze),
  ]

  @Test("every documented error is tried as often as it should be, and decides the job's fate")
  func refusals() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    for refusal in Self.refusals {
      await world.double.clearLog()
      try await world.double.setFaults([["error": .string(refusal.name), "times": 9]])
      let error = await #expect(throws: BedrockError.self) {
        try await world.client.converse(BedrockWorld.question())
      }
      #expect(error?.code == refusal.code, "\(refusal.name)")
      #expect(error?.fate == refusal.fate, "\(refusal.name)")
      #expect(await world.attempts().count == refusal.attempts, "\(refusal.name)")
    }
  }

  @Test(
    "a failure that passes is repeated under the same invocation, counted up, until it succeeds")
  func recovery() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([
      ["drop": "before_headers"], ["error": "ThrottlingException"],
    ])
    #expect(try await world.client.converse(BedrockWorld.question()).isComplete)
    #expect(
      await world.attempts() == ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"])
    let invocations = Set(await world.double.log().compactMap { $0["invocation_id"]?.stringValue })
    #expect(invocations.count == 1)
    // Full jitter at its upper end: 50 ms after a lost connection, then twice 1 s after a throttle.
    // (On a connection that was used before, libcurl itself would send the request again.)
    #expect(world.waits.all == [.milliseconds(50), .seconds(2)])
  }

  @Test("the double sees the waits: they lie between nothing and the doubling bound")
  func backoff() async throws {
    let world = try BedrockWorld(random: 0.5, keepsTime: true)
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([["error": "ThrottlingException", "times": 2]])
    _ = try await world.client.converse(BedrockWorld.question())
    let times = await world.double.log().compactMap { $0["time"]?.doubleValue }
    #expect(times.count == 3)
    guard times.count == 3 else { return }
    #expect(world.waits.all == [.milliseconds(500), .seconds(1)])
    #expect(times[1] - times[0] >= 0.5)
    #expect(times[2] - times[1] >= 1)
  }

  @Test("the service's own wait is heeded, up to five seconds more than ours")
  func retryAfter() async throws {
    let world = try BedrockWorld(random: 0)
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([
      ["error": "ThrottlingException", "headers": ["x-amz-retry-after": "700"]],
      ["error": "ThrottlingException", "headers": ["x-amz-retry-after": "60000"]],
    ])
    _ = try await world.client.converse(BedrockWorld.question())
    #expect(world.waits.all == [.milliseconds(700), .seconds(5)])
  }

  /// Faults after which nothing that counts has come.
  static let damages: [JSONValue] = [
    ["truncate": 40], ["drop": "after_headers"], ["raw": #"{"output":"#], ["raw": "{}"],
    ["raw": "<html>"], ["omit": ["stopReason"]], ["omit": ["output"]],
    ["status": 429, "raw": "<html>Too many</html>"], ["status": 503, "raw": ""],
  ]

  @Test("an answer that is not whole is a failure, whatever its status, and is asked for again")
  func damagedAnswers() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    for damage in Self.damages {
      await world.double.clearLog()
      var fault = damage.objectValue ?? [:]
      fault["times"] = 9
      try await world.double.setFaults([.object(fault)])
      let error = await #expect(throws: BedrockError.self) {
        try await world.client.converse(BedrockWorld.question())
      }
      #expect(error?.fate != .discard, "\(damage)")
      #expect(await world.attempts().count == 3, "\(damage)")
      try await world.double.setFaults([damage])
      #expect(try await world.client.converse(BedrockWorld.question()).isComplete, "\(damage)")
    }
  }

  @Test("an answer without usage is an answer; a slow drip too")
  func bearable() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([
      ["omit": ["usage"]], ["chunk_bytes": 16, "pause_ms": 2],
    ])
    #expect(try await world.client.converse(BedrockWorld.question()).usage == nil)
    #expect(try await world.client.converse(BedrockWorld.question()).isComplete)
  }

  @Test("when most calls fail, repeats stop until calls succeed again")
  func quota() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([["error": "InternalServerException", "times": 1_000]])
    for _ in 0..<18 {
      _ = try? await world.client.converse(BedrockWorld.question())
    }
    #expect(world.client.repeatsLeft < BedrockLimits.transientCost)
    await world.double.clearLog()
    _ = try? await world.client.converse(BedrockWorld.question())
    #expect(await world.attempts().count == 1)
    try await world.double.setFaults([])
    _ = try await world.client.converse(BedrockWorld.question())
    #expect(world.client.repeatsLeft > 0)
  }

  @Test("every code has a fate, a job outcome and a description without text from outside")
  func fates() {
    for code in BedrockError.Code.allCases {
      let error = BedrockError(code, status: 400)
      #expect(error.description.contains(code.rawValue))
      switch (error.fate, error.jobOutcome) {
      case (.retry, .retry), (.snooze, .snooze), (.discard, .discard): break
      default: Issue.record("\(code) ends a job otherwise than its fate says")
      }
    }
  }
}
