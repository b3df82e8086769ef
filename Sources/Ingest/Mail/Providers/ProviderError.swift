/// Why a provider's request is not taken; holds names of fields, never their content.
public enum ProviderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The form cannot be read.
  case form(FormError)
  /// The document is no JSON, or not of the form expected.
  case document
  /// A field that is needed is missing or malformed; its name.
  case field(String)

  /// What is wrong.
  public var description: String {
    switch self {
    case .form(let error): error.description
    case .document: "the body is no such document"
    case .field(let name): "\(name) is missing or malformed"
    }
  }
}
