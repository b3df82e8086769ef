/// Tokens that one call to a model used, as the service counts them.
public struct ModelUsage: Hashable, Sendable {
  /// Tokens of the request that were read anew.
  public var inputTokens: Int
  /// Tokens of the answer.
  public var outputTokens: Int
  /// Tokens of the request that came from the prompt cache.
  public var cacheReadTokens: Int
  /// Tokens of the request that were put into the prompt cache.
  public var cacheWriteTokens: Int

  /// Usage of those numbers.
  public init(
    inputTokens: Int, outputTokens: Int, cacheReadTokens: Int = 0, cacheWriteTokens: Int = 0
  ) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.cacheReadTokens = cacheReadTokens
    self.cacheWriteTokens = cacheWriteTokens
  }

  /// All tokens together.
  public var totalTokens: Int {
    inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens
  }

  /// The member `usage` of an answer; nil where it lacks a count or holds a negative one.
  init?(json: JSONValue?) {
    guard let input = Self.count(json?["inputTokens"]),
      let output = Self.count(json?["outputTokens"])
    else { return nil }
    self.init(
      inputTokens: input, outputTokens: output,
      cacheReadTokens: Self.count(json?["cacheReadInputTokens"]) ?? 0,
      cacheWriteTokens: Self.count(json?["cacheWriteInputTokens"]) ?? 0)
  }

  private static func count(_ value: JSONValue?) -> Int? {
    guard let number = value?.intValue, 0...1_000_000_000 ~= number else { return nil }
    return Int(number)
  }

  /// Both together.
  public static func + (lhs: ModelUsage, rhs: ModelUsage) -> ModelUsage {
    ModelUsage(
      inputTokens: lhs.inputTokens + rhs.inputTokens,
      outputTokens: lhs.outputTokens + rhs.outputTokens,
      cacheReadTokens: lhs.cacheReadTokens + rhs.cacheReadTokens,
      cacheWriteTokens: lhs.cacheWriteTokens + rhs.cacheWriteTokens)
  }
}
