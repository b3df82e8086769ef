import FoundationEssentials

/// The path of a route, such as `/v1/tasks/{id:uuid}`.
///
/// A parameter stands for one whole segment and has a kind: `uuid`, `int` or, without one, text.
struct RoutePattern: Sendable {
  /// What a parameter's segment must be.
  enum Kind: String, Sendable {
    /// A UUID.
    case uuid
    /// A whole number that is not negative.
    case int
    /// Any text that is not empty.
    case text

    /// The form in the OpenAPI document.
    var schema: Schema {
      switch self {
      case .uuid: .uuid
      case .int: .integer(0...Int64.max)
      case .text: .string()
      }
    }

    /// True where the segment, decoded, is one.
    func matches(_ segment: String) -> Bool {
      switch self {
      case .uuid: segment.utf8.count == 36 && UUID(uuidString: segment) != nil
      case .int:
        !segment.isEmpty && segment.utf8.allSatisfy { 0x30...0x39 ~= $0 }
          && Int64(segment) != nil
      case .text: !segment.isEmpty
      }
    }
  }

  /// One segment of a path.
  enum Segment: Sendable {
    /// Exactly this text.
    case literal(String)
    /// A parameter.
    case parameter(name: String, kind: Kind)
  }

  /// The segments in order.
  let segments: [Segment]

  /// Reads a pattern. A kind that is not known counts as text.
  init(_ pattern: String) {
    segments = pattern.split(separator: "/").map { part in
      guard part.first == "{", part.last == "}" else { return .literal(String(part)) }
      let inner = part.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
      let kind = inner.count > 1 ? Kind(rawValue: String(inner[1])) ?? .text : .text
      return .parameter(name: String(inner.first ?? ""), kind: kind)
    }
  }

  /// The parameters in order.
  var parameters: [(name: String, kind: Kind)] {
    segments.compactMap { segment in
      if case .parameter(let name, let kind) = segment { (name, kind) } else { nil }
    }
  }

  /// The path as OpenAPI and logs write it: parameters without their kinds.
  var documented: String {
    segments.reduce("") { path, segment in
      switch segment {
      case .literal(let text): "\(path)/\(text)"
      case .parameter(let name, _): "\(path)/{\(name)}"
      }
    }
  }
}
