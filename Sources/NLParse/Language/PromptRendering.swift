public import Shared

/// A prompt with its data: what goes to the model.
public struct PromptRendering: Hashable, Sendable {
  /// The prompt.
  public let prompt: PromptFile
  /// The user's message with all data in place.
  public let user: String

  /// Fills the placeholders `{{name}}` of the prompt's question with JSON that cannot leave its
  /// delimiters.
  ///
  /// - Throws: `PromptError.missingValue`, `.tooLong`.
  public init(_ prompt: PromptFile, _ values: JSONObject) throws(PromptError) {
    self.prompt = prompt
    var output = ""
    var rest = prompt.user[...]
    while let opening = rest.firstRange(of: "{{") {
      output += rest[..<opening.lowerBound]
      rest = rest[opening.upperBound...]
      guard let closing = rest.firstRange(of: "}}") else {
        throw .malformed(name: prompt.name, "a placeholder is not closed")
      }
      let name = rest[..<closing.lowerBound].trimmed
      guard let value = values[name] else {
        throw .missingValue(name: prompt.name, placeholder: name)
      }
      output += PromptText.json(value)
      rest = rest[closing.upperBound...]
    }
    output += rest
    guard output.utf8.count <= LanguageLimits.renderedBytes else {
      throw .tooLong(name: prompt.name)
    }
    user = output
  }

  /// The whole as it is shown to a person and kept in golden files.
  public var text: String {
    "# System\n\n\(prompt.system)\n\n# User\n\n\(user)\n"
  }
}
