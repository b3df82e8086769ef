import Embeddings
import Foundation
import Shared
import Support
import Testing

/// Vectors from Titan and Cohere, against the double that checks each request.
@Suite(.enabled(if: PythonPeer.isAvailable))
struct BedrockEmbedderTests {
  private func client(_ double: ServiceDouble) throws -> BedrockClient {
    let environment = AWSEnvironment(
      variables: [
        "AWS_REGION": double.fact("region"), "AWS_ENDPOINT_URL": double.endpoint,
        "AWS_ACCESS_KEY_ID": double.fact("key"), "AWS_SECRET_ACCESS_KEY": double.fact("secret"),
      ], readFile: { _ in nil }, now: { Instant.machineNow })
    var configuration = try BedrockConfiguration(environment: environment)
    configuration.sleep = { _ in try await Task.sleep(for: .milliseconds(1)) }
    let http = HTTPClient.trusted()
    return BedrockClient(
      configuration, credentials: CredentialChain(environment: environment, client: http),
      client: http)
  }

  private static let names = [
    "amazon.titan-embed-text-v2:0/256", "amazon.titan-embed-text-v2:0/512",
    "amazon.titan-embed-text-v2:0", "cohere.embed-english-v3", "cohere.embed-v4:0/512",
    "us.cohere.embed-v4:0",
  ]

  @Test("each model gives unit vectors of its length, in order, and none for blank texts")
  func vectors() async throws {
    let double = try ServiceDouble(.bedrock)
    let client = try client(double)
    for (name, length) in zip(Self.names, [256, 512, 1024, 1024, 512, 1536]) {
      let embedder = try #require(BedrockEmbedder(name, client: client))
      #expect(embedder.model.dimensions == length)
      #expect(embedder.model.id.count <= EmbeddingLimits.modelNameCharacters)
      let texts = (0..<20).map { "task number\($0)" } + ["  ", ""]
      let found = try await embedder.embed(texts, as: .document)
      #expect(found.count == texts.count)
      #expect(found[20] == .none(.empty))
      #expect(found[21] == .none(.empty))
      let again = try await embedder.embed([texts[7]], as: .document)
      #expect(found[7] == again[0])
      let square = found[7].vector?.reduce(0) { $0 + $1 * $1 } ?? 0
      #expect(found[7].vector?.count == length)
      #expect(abs(square - 1) < 1e-5)
    }
  }

  @Test("Cohere is asked 96 texts at a time, and told what the vectors are for")
  func batches() async throws {
    let double = try ServiceDouble(.bedrock)
    let embedder = try #require(
      BedrockEmbedder("cohere.embed-multilingual-v3", client: try client(double)))
    _ = try await embedder.embed((0..<200).map { "text \($0)" }, as: .query)
    let bodies = await double.log().compactMap { $0["body"] }
    #expect(bodies.compactMap { $0["texts"]?.arrayValue?.count }.sorted() == [8, 96, 96])
    #expect(bodies.allSatisfy { $0["input_type"] == "search_query" })
  }

  @Test("long texts are cut to what each model reads")
  func longTexts() async throws {
    let double = try ServiceDouble(.bedrock)
    let client = try client(double)
    let text = String(repeating: "日本 ", count: 30_000)
    for name in Self.names {
      let embedder = try #require(BedrockEmbedder(name, client: client))
      #expect(try await embedder.embed([text], as: .document).first?.vector != nil)
    }
  }

  @Test("a text that the service refuses costs its own vector only")
  func refusedText() async throws {
    let double = try ServiceDouble(.bedrock)
    let embedder = try #require(
      BedrockEmbedder("cohere.embed-english-v3", client: try client(double)))
    // The batch of four is refused, then its first half, then the first text.
    try await double.setFaults([["error": "ValidationException", "times": 3]])
    let found = try await embedder.embed(["a", "b", "c", "d"], as: .document)
    #expect(found[0] == .none(.refused))
    #expect(found.dropFirst().allSatisfy { $0.vector != nil })
  }

  @Test("vectors of a wrong length, of no numbers or too few are failures, never stored")
  func wrongVectors() async throws {
    let double = try ServiceDouble(.bedrock)
    let client = try client(double)
    let faults: [JSONValue] = [
      ["vector_length": 7, "times": 9], ["nan": true, "times": 9], ["drop_vectors": 1, "times": 9],
    ]
    for fault in faults {
      for name in ["amazon.titan-embed-text-v2:0", "cohere.embed-v4:0"]
      where fault["drop_vectors"] == nil || name.hasPrefix("cohere") {
        try await double.setFaults([fault])
        let embedder = try #require(BedrockEmbedder(name, client: client))
        let error = await #expect(throws: EmbedderError.self) {
          try await embedder.embed(["a", "b"], as: .document)
        }
        #expect(error?.code == .malformed, "\(name) \(fault)")
      }
    }
  }

  @Test(
    "who may not use the model learns that it cannot be had; a throttle says when to come again")
  func refusals() async throws {
    let double = try ServiceDouble(.bedrock)
    let embedder = try #require(
      BedrockEmbedder("amazon.titan-embed-text-v2:0", client: try client(double)))
    let cases: [(String, EmbedderError.Code)] = [
      ("AccessDeniedException", .unavailable), ("ResourceNotFoundException", .unavailable),
      ("ThrottlingException", .passing), ("ServiceUnavailableException", .passing),
    ]
    for (name, code) in cases {
      try await double.setFaults([["error": .string(name), "times": 9]])
      let error = await #expect(throws: EmbedderError.self) {
        try await embedder.embed(["a"], as: .document)
      }
      #expect(error?.code == code, "\(name)")
      if name == "ThrottlingException" { #expect(error?.retryAfter != nil) }
      if code == .unavailable { #expect(error?.retryAfter == .seconds(900), "\(name)") }
    }
  }

  @Test("only models and lengths that exist are taken")
  func names() {
    let bad = ["", "amazon.titan-embed-text-v2:0/300", "cohere.embed-english-v3/512", "minilm"]
    for name in bad { #expect(!BedrockEmbedder.isKnown(name)) }
    for name in Self.names { #expect(BedrockEmbedder.isKnown(name)) }
  }
}
