/// What an account may ask of one model in a minute.
public struct ModelRate: Hashable, Sendable {
  /// The model's id, as calls name it.
  public let model: String
  /// Requests a minute; nil for no limit of ours.
  public let requests: Int?
  /// Tokens a minute, in and out together; nil for no limit of ours.
  public let tokens: Int?

  /// A rate of those parts.
  public init(model: String, requests: Int?, tokens: Int?) {
    self.model = model
    self.requests = requests
    self.tokens = tokens
  }

  /// Reads `MODEL=REQUESTS/TOKENS`, such as `amazon.titan-embed-text-v2:0=2000/300000`; either
  /// number may be missing: `m=60` or `m=/100000`. Nil where it is no such text.
  public init?(_ text: String) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { return nil }
    let numbers = text[text.index(after: equals)...].split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    func number(_ index: Int) -> Int?? {
      guard numbers.indices.contains(index), !numbers[index].isEmpty else { return .some(nil) }
      guard let value = Int(numbers[index]), 1...1_000_000_000 ~= value else { return nil }
      return value
    }
    guard let requests = number(0), let tokens = number(1), requests != nil || tokens != nil
    else { return nil }
    self.init(model: String(text[..<equals]), requests: requests, tokens: tokens)
  }
}
