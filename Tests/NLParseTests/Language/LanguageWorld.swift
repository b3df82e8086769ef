import Foundation
import NLParse
import Shared
import Support

/// The double of Bedrock with the language layer on it.
struct LanguageWorld: Sendable {
  /// The model that the layer asks.
  static let model = "anthropic.claude-test-v1:0"

  let double: ServiceDouble
  let layer: LanguageLayer
  let forms: AnswerForms

  /// A world; nil where botocore is not installed.
  init(pool: PostgresPool? = nil, dailyTokens: Int = 500_000, prices: [ModelPrice] = []) throws {
    let double = try ServiceDouble(.bedrock)
    self.double = double
    let environment = AWSEnvironment(
      variables: [
        "AWS_REGION": double.fact("region"), "AWS_ENDPOINT_URL": double.endpoint,
        "AWS_ACCESS_KEY_ID": double.fact("key"), "AWS_SECRET_ACCESS_KEY": double.fact("secret"),
      ], readFile: { _ in nil }, now: { Instant.machineNow })
    var configuration = try BedrockConfiguration(environment: environment)
    configuration.sleep = { _ in try await Task.sleep(for: .milliseconds(1)) }
    let http = HTTPClient.trusted()
    forms = AnswerForms(pool: pool)
    layer = LanguageLayer(
      model: Self.model,
      client: BedrockClient(
        configuration, credentials: CredentialChain(environment: environment, client: http),
        client: http),
      ledger: pool.map { UsageLedger(pool: $0, dailyTokens: dailyTokens, prices: prices) },
      forms: forms)
  }

  /// A reader of lines on the built-in prompt.
  var lines: PromptedLineModel {
    PromptedLineModel(layer: layer, library: PromptLibrary(folder: nil))
  }

  /// Lets the model answer with that object: by structured output and by the tool alike.
  func answer(_ json: JSONValue, more: JSONObject = [:]) async throws {
    try await answers([json], more: more)
  }

  /// Lets the model give these answers one after the other, the last one again and again.
  func answers(_ list: [JSONValue], more: JSONObject = [:]) async throws {
    var rules: [JSONValue] = []
    for (index, json) in list.enumerated() {
      let isLast = index == list.count - 1
      var structured: JSONObject = ["json": json]
      var tool: JSONObject = ["tool": ["name": "answer", "input": json]]
      for member in more.members {
        structured[member.key] = member.value
        tool[member.key] = member.value
      }
      rules.append(
        .members([
          "structured": true, "times": isLast ? nil : 1, "reply": .object(structured),
        ]))
      rules.append(
        .members(["tool": "answer", "times": isLast ? nil : 1, "reply": .object(tool)]))
    }
    try await double.setRules(.array(rules))
  }
}
