/// Why a prompt file cannot be used; says where, never what a value held.
public enum PromptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No prompt has that name.
  case unknown(name: String)
  /// The file is larger than `LanguageLimits.promptBytes` or is not UTF-8.
  case unreadable(name: String)
  /// The file breaks the rules of prompt files.
  case malformed(name: String, String)
  /// A placeholder of the text has no value.
  case missingValue(name: String, placeholder: String)
  /// The rendered prompt is longer than `LanguageLimits.renderedBytes`.
  case tooLong(name: String)

  /// One sentence for an operator.
  public var description: String {
    switch self {
    case .unknown(let name): "there is no prompt '\(name)'"
    case .unreadable(let name): "the prompt '\(name)' is too large or not UTF-8"
    case .malformed(let name, let what): "the prompt '\(name)': \(what)"
    case .missingValue(let name, let placeholder):
      "the prompt '\(name)' wants {{\(placeholder)}}, which nothing fills"
    case .tooLong(let name): "the prompt '\(name)' became too long"
    }
  }
}
