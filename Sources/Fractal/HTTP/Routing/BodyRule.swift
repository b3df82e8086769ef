/// What body a route takes.
enum BodyRule: Sendable {
  /// None; one that comes all the same is refused where it has any bytes.
  case none
  /// A JSON document of that form and at most that many bytes.
  case json(Schema, limit: Int = HTTPLimits.bodyBytes)
  /// Bytes of one of these media types, at most that many.
  case bytes(types: [String], limit: Int)

  /// Most bytes, compressed and decompressed.
  var limit: Int {
    switch self {
    case .none: 0
    case .json(_, let limit), .bytes(_, let limit): limit
    }
  }

  /// The media types that are taken; patterns such as `*/*` are allowed.
  var types: [String] {
    switch self {
    case .none: []
    case .json: ["application/json"]
    case .bytes(let types, _): types
    }
  }

  /// The form of a JSON body.
  var schema: Schema? {
    if case .json(let schema, _) = self { schema } else { nil }
  }
}
