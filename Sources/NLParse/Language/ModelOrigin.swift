public import Shared

/// Which model said something, and on which prompt: kept with every result.
public struct ModelOrigin: Hashable, Sendable {
  /// The model's id.
  public var model: String
  /// The prompt's name, such as `quick-add`.
  public var prompt: String
  /// The prompt's version, as its file says.
  public var version: Int
  /// The first 16 hexadecimal digits of the SHA-256 of the prompt's file.
  public var hash: String
  /// True where the first answer broke the rules and the model was asked once more.
  public var wasRepaired: Bool

  /// An origin of those parts.
  public init(
    model: String, prompt: String, version: Int, hash: String, wasRepaired: Bool = false
  ) {
    self.model = model
    self.prompt = prompt
    self.version = version
    self.hash = hash
    self.wasRepaired = wasRepaired
  }

  /// The origin as it is stored with provenance and proposals.
  public var json: JSONObject {
    [
      "model": .string(model), "prompt": .string(prompt), "version": .int(Int64(version)),
      "hash": .string(hash), "repaired": .bool(wasRepaired),
    ]
  }
}
