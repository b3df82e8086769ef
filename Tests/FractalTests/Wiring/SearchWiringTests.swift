import Embeddings
import Testing

@testable import Fractal
@testable import Shared

@Suite("The search as the settings want it")
struct SearchWiringTests {
  private func settings(_ values: [String: String]) throws -> Settings {
    try Settings(environment: values)
  }

  private func client() throws -> BedrockClient {
    try BedrockClient(
      environment: AWSEnvironment(
        variables: [
          "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
        ], readFile: { _ in nil }, now: { Instant.machineNow }))
  }

  @Test("each length of Titan's vectors is a model of its own, and the others stay askable")
  func lengths() throws {
    let client = try client()
    for length in [256, 512, 1_024] {
      let name = "amazon.titan-embed-text-v2:0/\(length)"
      try SearchWiring.check(
        settings(["EMBEDDER": "bedrock", "BEDROCK_EMBEDDER": name]))
      let embedders = SearchWiring.bedrock(name, client)
      #expect(embedders.configured?.model == EmbeddingModel(id: name, dimensions: length))
      for other in [256, 512, 1_024] {
        let model = EmbeddingModel(
          id: "amazon.titan-embed-text-v2:0/\(other)", dimensions: other)
        #expect(embedders[model]?.model == model)
      }
      #expect(embedders[EmbeddingModel(id: name, dimensions: length + 1)] == nil)
      #expect(embedders[.miniLM] == nil)
    }
    let standard = try settings([:])[Settings.bedrockEmbedder]
    #expect(BedrockEmbedder.isKnown(standard))
  }

  @Test("a model or length that Bedrock does not have is refused, unless Bedrock is not asked")
  func unknown() throws {
    for name in ["amazon.titan-embed-text-v2:0/384", "amazon.nova-lite-v1:0"] {
      let values = ["EMBEDDER": "bedrock", "BEDROCK_EMBEDDER": name]
      #expect(throws: WiringError.self) { try SearchWiring.check(try settings(values)) }
      let other = values.merging(["EMBEDDER": "minilm"]) { $1 }
      #expect(throws: Never.self) { try SearchWiring.check(try settings(other)) }
    }
  }

  @Test("all parts of a process share what is kept in memory")
  func sharing() throws {
    let context = ProgramContext(
      settings: try settings(["EMBEDDER": "none", "VECTOR_CACHE_MB": "1"]), logger: .silent)
    let url = "postgresql://nobody@127.0.0.1:1/none"
    let first = try context.makePool(url: url)
    let second = try context.makePool(url: url)
    defer {
      first.close()
      second.close()
    }
    #expect(
      SearchWiring.parts(context, pool: first).cache
        === SearchWiring.parts(context, pool: second).cache)
  }
}
