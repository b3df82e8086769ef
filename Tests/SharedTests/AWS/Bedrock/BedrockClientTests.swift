import Foundation
import Support
import Testing

@testable import Shared

/// The client against the double that checks signatures and requests with botocore.
@Suite(.enabled(if: PythonPeer.isAvailable)) struct BedrockClientTests {
  @Test("a conversation is signed as botocore signs it, and answered")
  func converse() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    var request = BedrockWorld.question()
    request.system = ["Be brief."]
    request.temperature = 0
    let answer = try await world.client.converse(request)
    #expect(answer.text == "Hello to you")
    #expect(answer.isComplete)
    let output = try #require(answer.usage).outputTokens
    #expect(output > 0)
    let log = await world.double.log()
    #expect(log.first?["auth"] == "sigv4")
    #expect(log.first?["body"]?["inferenceConfig"]?["temperature"]?.doubleValue == 0)
    #expect(await world.attempts() == ["attempt=1; max=3"])
  }

  @Test("a session token is signed with the rest; a wrong secret is refused and not repeated")
  func credentials() async throws {
    let temporary = try BedrockWorld(
      arguments: ["--session-token", "abc/+="], sessionToken: "abc/+=")
    try await temporary.double.setRules(BedrockWorld.hello)
    #expect(try await temporary.client.converse(BedrockWorld.question()).isComplete)
    let wrong = try BedrockWorld(secret: "wrong")
    await #expect(throws: BedrockError(.accessDenied, status: 403)) {
      try await wrong.client.converse(BedrockWorld.question())
    }
    #expect(await wrong.attempts().count == 1)
  }

  @Test("an API key takes the place of the signature, but never crosses a network in the clear")
  func bearer() async throws {
    let world = try BedrockWorld(bearer: true)
    try await world.double.setRules(BedrockWorld.hello)
    #expect(try await world.client.converse(BedrockWorld.question()).isComplete)
    #expect(await world.double.log().first?["auth"] == "bearer")
    let open = AWSEnvironment(
      variables: [
        "AWS_REGION": "us-east-1", "AWS_BEARER_TOKEN_BEDROCK": "k",
        "AWS_ENDPOINT_URL": "http://bedrock.example",
      ], readFile: { _ in nil }, now: { Instant.machineNow })
    #expect(throws: AWSError(.malformedConfiguration)) {
      try BedrockConfiguration(environment: open)
    }
  }

  @Test("Titan's vectors come at each length, for ids and ARNs with colons and slashes")
  func titan() async throws {
    let world = try BedrockWorld()
    let models = [
      "amazon.titan-embed-text-v2:0",
      "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.titan-embed-text-v2:0",
    ]
    for (model, length) in zip(models, [256, 1024]) {
      let answer = try await world.client.invoke(
        model: model, ["inputText": "Bücher 📚", "dimensions": .int(Int64(length))])
      #expect(answer.body["embedding"]?.arrayValue?.count == length)
      #expect(answer.inputTokens ?? 0 > 0)
    }
  }

  @Test("tokens are counted where the service can, and a model without a count is no failure")
  func countTokens() async throws {
    let world = try BedrockWorld()
    let count = try await world.client.countTokens(BedrockWorld.question("one two three"))
    #expect(count ?? 0 > 0)
    try await world.double.setFaults([["error": "ValidationException"]])
    #expect(try await world.client.countTokens(BedrockWorld.question()) == nil)
  }

  @Test("a forced tool and a structured form go over the wire as the service model has them")
  func forms() async throws {
    let world = try BedrockWorld()
    let schema: JSONValue = [
      "type": "object", "properties": ["title": ["type": "string"]], "required": ["title"],
    ]
    try await world.double.setRules([
      ["tool": "answer", "reply": ["tool": ["name": "answer", "input": ["title": "a"]]]],
      ["structured": true, "reply": ["json": ["title": "b"]]],
    ])
    var request = BedrockWorld.question()
    request.form = .forcedTool(ConverseTool(name: "answer", description: "Answer", schema: schema))
    let tool = try await world.client.converse(request)
    #expect(tool.stopReason == .toolUse)
    #expect(tool.input(ofTool: "answer") == ["title": "a"])
    request.form = .structured(name: "answer", description: "The answer", schema: schema)
    #expect(try await world.client.converse(request).text == #"{"title": "b"}"#)
  }

  @Test("each of the nine reasons to stop is told apart, and six of them are failed answers")
  func stopReasons() async throws {
    let world = try BedrockWorld()
    var complete: [String] = []
    for (name, reason) in ConverseStopReason.known {
      try await world.double.setRules([["reply": ["text": "x", "stopReason": .string(name)]]])
      let answer = try await world.client.converse(BedrockWorld.question())
      #expect(answer.stopReason == reason)
      if answer.isComplete { complete.append(name) }
    }
    #expect(ConverseStopReason.known.count == 9)
    #expect(complete == ["end_turn", "tool_use", "stop_sequence"])
    #expect(!ConverseStopReason("something_new").isComplete)
  }

  @Test("calls, repeats, tokens and seconds are counted")
  func metrics() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([["error": "ThrottlingException"]])
    _ = try await world.client.converse(BedrockWorld.question())
    let text = await world.metrics.exposition()
    #expect(
      text.contains(#"operation="converse",model="anthropic.claude-test-v1:0",outcome="ok"} 1"#))
    #expect(text.contains(#"reason="throttled"} 1"#))
    #expect(text.contains(#"direction="output""#))
  }

  @Test("a cancelled call ends at once")
  func cancellation() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules([["reply": ["text": "late", "delay_ms": 120_000]]])
    let began = ContinuousClock.now
    let task = Task { try await world.client.converse(BedrockWorld.question()) }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    await #expect(throws: BedrockError(.cancelled)) { try await task.value }
    #expect(ContinuousClock.now - began < .seconds(60))
  }

  @Test("a call that is out of time fails as such, and is not repeated")
  func timeout() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules([["reply": ["text": "late", "delay_ms": 5_000]]])
    var request = BedrockWorld.question()
    request.timeout = .milliseconds(300)
    await #expect(throws: BedrockError(.timeout)) { try await world.client.converse(request) }
    #expect(world.waits.all.isEmpty)
  }
}
