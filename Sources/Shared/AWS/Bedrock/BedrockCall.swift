/// One call to Amazon Bedrock Runtime before it is sent.
struct BedrockCall: Sendable {
  /// The operations in use, named by the last part of their path.
  enum Operation: String, Sendable {
    /// InvokeModel.
    case invoke
    /// Converse.
    case converse
    /// ConverseStream.
    case converseStream = "converse-stream"
    /// CountTokens.
    case countTokens = "count-tokens"
  }

  /// What is called.
  var operation: Operation
  /// The id or ARN of the model or inference profile.
  var model: String
  /// The body.
  var body: JSONValue
  /// How long it may take, all attempts and waits included.
  var timeout: Duration
  /// Tokens that the call is expected to use, for the model's rate.
  var expectedTokens: Int
}
