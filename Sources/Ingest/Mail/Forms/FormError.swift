/// Why the bytes are no form; holds no bytes of it.
public enum FormError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The Content-Type is that of no form, or names no usable boundary.
  case contentType
  /// The form does not begin with its boundary, or a part's header cannot be read.
  case malformed
  /// The closing boundary is missing: the end did not arrive.
  case truncated
  /// More parts or longer headers than allowed.
  case tooLarge

  /// What is wrong.
  public var description: String {
    switch self {
    case .contentType: "the Content-Type names no form and boundary"
    case .malformed: "the form is malformed"
    case .truncated: "the form's end is missing"
    case .tooLarge: "the form has too many or too long parts"
    }
  }
}
