import Foundation
import Support
import Synchronization

@testable import Shared

/// The double of Bedrock and a client of ours on it, whose waits are kept short and noted.
struct BedrockWorld: Sendable {
  /// The waits the client asked for.
  final class Waits: Sendable {
    private let list = Mutex<[Duration]>([])
    /// All waits so far, in order.
    var all: [Duration] { list.withLock { $0 } }
    /// Notes a wait.
    func note(_ wait: Duration) { list.withLock { $0.append(wait) } }
  }

  let double: ServiceDouble
  let client: BedrockClient
  let metrics = Metrics()
  let waits = Waits()

  /// A world; `random` decides the jitter.
  init(
    bearer: Bool = false, random: Double = 1, keepsTime: Bool = false,
    pacing: (any ModelPacing)? = nil, secret: String? = nil, arguments: [String] = [],
    sessionToken: String? = nil
  ) throws {
    let double = try ServiceDouble(.bedrock, arguments: arguments)
    self.double = double
    var variables = [
      "AWS_REGION": double.fact("region"), "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": double.endpoint,
      "AWS_ACCESS_KEY_ID": double.fact("key"),
      "AWS_SECRET_ACCESS_KEY": secret ?? double.fact("secret"),
    ]
    if bearer { variables["AWS_BEARER_TOKEN_BEDROCK"] = double.fact("bearer") }
    variables["AWS_SESSION_TOKEN"] = sessionToken
    let environment = AWSEnvironment(
      variables: variables, readFile: { _ in nil }, now: { Instant.machineNow })
    var configuration = try BedrockConfiguration(environment: environment)
    configuration.random = { random }
    configuration.sleep = { [waits] wait in
      waits.note(wait)
      try await Task.sleep(for: keepsTime ? wait : .milliseconds(1))
    }
    let http = HTTPClient.trusted()
    client = BedrockClient(
      configuration, credentials: CredentialChain(environment: environment, client: http),
      client: http, pacing: pacing, metrics: BedrockMetrics(metrics))
  }

  /// A request that the double's first rule answers.
  static func question(_ text: String = "Hello") -> ConverseRequest {
    ConverseRequest(
      model: "anthropic.claude-test-v1:0",
      messages: [ConverseMessage(.user, [.text(text)])], maxTokens: 100)
  }

  /// A rule that says hello.
  static let hello: JSONValue = [["reply": ["text": "Hello to you"]]]

  /// The attempts that the double saw, as it logged them.
  func attempts() async -> [String] {
    await double.log().compactMap { $0["sdk_request"]?.stringValue }
  }
}
