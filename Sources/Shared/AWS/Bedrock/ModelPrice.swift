/// What a model's tokens cost.
public struct ModelPrice: Hashable, Sendable {
  /// The model's id.
  public let model: String
  /// US dollars for a million tokens read.
  public let input: Double
  /// US dollars for a million tokens written.
  public let output: Double

  /// Reads `MODEL=INPUT/OUTPUT`, such as `amazon.nova-lite-v1:0=0.06/0.24`; nil where it is no such
  /// text.
  public init?(_ text: String) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { return nil }
    let numbers = text[text.index(after: equals)...].split(separator: "/").map { Double($0) }
    guard numbers.count == 2, let input = numbers[0], let output = numbers[1],
      0...10_000 ~= input, 0...10_000 ~= output
    else { return nil }
    model = String(text[..<equals])
    self.input = input
    self.output = output
  }

  /// Millionths of a US dollar that the usage costs; cached input counts as input.
  public func micros(_ usage: ModelUsage) -> Int64 {
    let read = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
    return Int64((Double(read) * input + Double(usage.outputTokens) * output).rounded(.up))
  }
}
