/// Why an object could not be stored or read; holds the key, never bytes.
public struct ObjectStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Code: Hashable, Sendable {
    /// There is no such object.
    case missing
    /// The object is larger than the reader takes.
    case tooLarge
    /// The bytes are not those that the key names.
    case damaged
    /// The disk or the quota is full.
    case full
    /// The system or the service refused; its error number or status.
    case failed(Int)
  }

  /// What went wrong.
  public let code: Code
  /// Which object.
  public let key: String

  /// An error about that object.
  public init(_ code: Code, key: ObjectKey) {
    self.code = code
    self.key = key.description
  }

  /// True where a later attempt may succeed without anybody's help.
  public var isPassing: Bool {
    switch code {
    case .full, .failed: true
    case .missing, .tooLarge, .damaged: false
    }
  }

  /// One line with cause and key.
  public var description: String {
    switch code {
    case .missing: "object \(key) is missing"
    case .tooLarge: "object \(key) is larger than allowed"
    case .damaged: "object \(key) is damaged"
    case .full: "no room to store object \(key)"
    case .failed(let number): "object \(key) failed with error \(number)"
    }
  }
}
