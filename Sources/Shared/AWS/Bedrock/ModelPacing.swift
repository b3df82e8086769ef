/// Keeps calls within what the account may ask of a model, across all processes.
public protocol ModelPacing: Sendable {
  /// Takes one request and so many tokens; nil where they are granted, else how long until they
  /// will be, and then none are taken.
  func reserve(model: String, tokens: Int) async -> Duration?

  /// After the call: gives back tokens that were reserved and not used, or takes what was used
  /// beyond.
  func settle(model: String, reserved: Int, used: Int) async
}
