/// A model's file is missing or is not what it should be.
public struct ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Why it cannot serve.
  public enum Reason: Hashable, Sendable {
    /// It could not be opened or mapped; the system's error number.
    case unreadable(Int32)
    /// It is damaged, or no such model.
    case malformed
  }

  /// The file, or the tensor within it.
  public let path: String
  /// Why it cannot serve.
  public let reason: Reason

  /// One line with file and reason.
  public var description: String {
    switch reason {
    case .unreadable(let code): "model file \(path) cannot be read (error \(code))"
    case .malformed: "model file \(path) is damaged or belongs to another model"
    }
  }
}
