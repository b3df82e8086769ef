import Foundation

/// Builds `multipart/form-data` as mail providers do.
public struct TestForm: Sendable {
  /// The boundary.
  public static let boundary = "form-7Qx"
  /// The Content-Type that goes with ``bytes``.
  public static let contentType = "multipart/form-data; boundary=\(boundary)"
  /// The parts so far.
  private var parts: [UInt8] = []

  /// A form without parts.
  public init() {}

  /// Adds a field of text.
  public mutating func add(_ name: String, _ text: String) {
    add(name, Array(text.utf8))
  }

  /// Adds a field or, with a file's name, a file.
  public mutating func add(
    _ name: String, _ content: [UInt8], fileName: String? = nil, type: String? = nil
  ) {
    var head = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\""
    if let fileName { head += "; filename=\"\(fileName)\"" }
    if let type { head += "\r\nContent-Type: \(type)" }
    parts += Array((head + "\r\n\r\n").utf8) + content + Array("\r\n".utf8)
  }

  /// The whole form.
  public var bytes: [UInt8] { parts + Array("--\(Self.boundary)--\r\n".utf8) }
}
