/// Why a capture is not taken: for the caller, without anything of what was sent.
public enum CaptureRefusal: Error, Hashable, Sendable {
  /// A member breaks the rules: a JSON pointer to it, and what is expected.
  case invalid(pointer: String, detail: String)
  /// The page is larger than is taken.
  case tooLarge(limit: Int)
}
