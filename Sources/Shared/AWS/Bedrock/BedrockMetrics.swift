/// Counts calls to Amazon Bedrock, their repeats, tokens and times.
public struct BedrockMetrics: Sendable {
  private let requests: MetricFamily<Counter>
  private let repeats: MetricFamily<Counter>
  private let tokens: MetricFamily<Counter>
  private let seconds: MetricFamily<Histogram>

  /// The metrics of Bedrock, in the registry.
  public init(_ metrics: Metrics) {
    requests = metrics.counter(
      "fractal_bedrock_requests_total", help: "Calls to Bedrock, by operation, model and outcome.",
      labels: ["operation", "model", "outcome"])
    repeats = metrics.counter(
      "fractal_bedrock_repeats_total", help: "Repeated attempts, by what failed before.",
      labels: ["operation", "reason"])
    tokens = metrics.counter(
      "fractal_bedrock_tokens_total", help: "Tokens used, by model and direction.",
      labels: ["model", "direction"])
    seconds = metrics.histogram(
      "fractal_bedrock_request_seconds", help: "Seconds a call took, all attempts included.",
      labels: ["operation"])
  }

  /// Counts a call that ended, with its error where it failed.
  func count(_ call: BedrockCall, _ error: BedrockError?, _ duration: Duration) {
    requests.labeled(call.operation.rawValue, call.model, error?.code.rawValue ?? "ok").increment()
    seconds.labeled(call.operation.rawValue).observe(duration)
  }

  /// Counts a repeat.
  func countRepeat(_ call: BedrockCall, after error: BedrockError) {
    repeats.labeled(call.operation.rawValue, error.code.rawValue).increment()
  }

  /// Counts tokens.
  func count(_ usage: ModelUsage, model: String) {
    let input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
    tokens.labeled(model, "input").increment(by: UInt64(max(input, 0)))
    tokens.labeled(model, "output").increment(by: UInt64(max(usage.outputTokens, 0)))
  }
}
