import Foundation
import Support
import Testing

@testable import Shared

/// Rates of models, kept in the queue's token buckets.
@Suite struct BedrockPacingTests {
  @Test("a rate is read from its text, and nonsense is not")
  func rates() {
    let titan = "amazon.titan-embed-text-v2:0"
    #expect(
      ModelRate("\(titan)=2000/300000") == ModelRate(model: titan, requests: 2_000, tokens: 300_000)
    )
    #expect(ModelRate("m=60") == ModelRate(model: "m", requests: 60, tokens: nil))
    #expect(ModelRate("m=/9") == ModelRate(model: "m", requests: nil, tokens: 9))
    for text in ["m", "=3", "m=", "m=0", "m=x", "m=1/x", "m=/"] { #expect(ModelRate(text) == nil) }
  }

  @Test("requests and tokens are taken from the buckets of their model, and given back unused")
  func buckets() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let pacing = DatabasePacing(
        pool: database.pool, region: "r",
        rates: [ModelRate(model: "m", requests: 12, tokens: 60_000)])
      #expect(await pacing.reserve(model: "m", tokens: 9_000) == nil)
      // Nothing comes in meanwhile.
      try await database.pool.execute(
        SQL("", "update pipeline.rate_limits set updated_at = now() + interval '1 hour'"), [])
      // The tokens are short now; the request that was taken first is given back.
      let wait = await pacing.reserve(model: "m", tokens: 9_000)
      #expect(wait.map { $0 > .seconds(5) } ?? false)
      await pacing.settle(model: "m", reserved: 9_000, used: 100)
      #expect(await pacing.reserve(model: "m", tokens: 9_000) == nil)
      #expect(await pacing.reserve(model: "m", tokens: 1) != nil, "two requests a burst")
      #expect(await pacing.reserve(model: "other", tokens: 1_000_000) == nil)
    }
  }

  @Test(
    "a call waits a little for its rate, and otherwise says when to come again",
    .enabled(if: PythonPeer.isAvailable))
  func calls() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let model = BedrockWorld.question().model
      let pacing = DatabasePacing(
        pool: database.pool, region: "us-east-1",
        rates: [ModelRate(model: model, requests: 1, tokens: nil)])
      let world = try BedrockWorld(pacing: pacing)
      try await world.double.setRules(BedrockWorld.hello)
      #expect(try await world.client.converse(BedrockWorld.question()).isComplete)
      let error = await #expect(throws: BedrockError.self) {
        try await world.client.converse(BedrockWorld.question())
      }
      #expect(error?.code == .paced)
      #expect(error?.snooze ?? .zero > .seconds(5))
      #expect(await world.attempts().count == 1)
    }
  }
}
