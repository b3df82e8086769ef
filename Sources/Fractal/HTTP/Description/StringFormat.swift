import FoundationEssentials

/// The format of a text, by its name in JSON Schema.
enum StringFormat: String, Sendable {
  /// A UUID (RFC 9562).
  case uuid
  /// A calendar date (RFC 3339 full-date).
  case date
  /// A point in time (RFC 3339 date-time).
  case dateTime = "date-time"
  /// An absolute URL.
  case uri
  /// An e-mail address.
  case email
  /// Bytes in Base64; a body in this format is raw bytes.
  case binary

  /// True where the text could be of the format. Whether a date exists is left to its reader.
  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .uuid: return UUID(uuidString: text) != nil
    case .date: return bytes.count == 10 && Self.isDate(bytes)
    case .dateTime:
      return bytes.count >= 20 && Self.isDate(bytes) && (bytes[10] | 0x20) == 0x74
    case .uri: return text.contains(":") && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    case .email: return text.contains("@") && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    case .binary: return true
    }
  }

  private static func isDate(_ bytes: [UInt8]) -> Bool {
    bytes.prefix(10).enumerated().allSatisfy { index, byte in
      index == 4 || index == 7 ? byte == 0x2D : 0x30...0x39 ~= byte
    }
  }
}
