import Shared

extension Schema {
  /// The form in JSON Schema; named forms are references.
  var document: JSONValue {
    switch self {
    case .any: return .object([:])
    case .named(let name, _): return ["$ref": .string("#/components/schemas/\(name)")]
    case .described(let sentence, let schema):
      guard var object = schema.document.objectValue else { return schema.document }
      object["description"] = .string(sentence)
      return .object(object)
    case .nullable(let schema):
      return ["anyOf": .array([schema.document, ["type": "null"]])]
    case .string(let most, let format):
      return .members([
        "type": "string", "format": (format?.rawValue).map(JSONValue.string),
        "maxLength": most.map { .int(Int64($0)) },
      ])
    case .choice(let choices):
      return ["type": "string", "enum": .array(choices.map(JSONValue.string))]
    case .integer(let range):
      return .members([
        "type": "integer", "minimum": range.map { .int($0.lowerBound) },
        "maximum": range.map { .int($0.upperBound) },
      ])
    case .number(let range):
      return .members([
        "type": "number", "minimum": range.map { .double($0.lowerBound) },
        "maximum": range.map { .double($0.upperBound) },
      ])
    case .boolean: return ["type": "boolean"]
    case .array(let item, let most):
      return .members([
        "type": "array", "items": item.document, "maxItems": most.map { .int(Int64($0)) },
      ])
    case .map(let schema):
      return ["type": "object", "additionalProperties": schema.document]
    case .object(let members, let closed):
      return Self.document(members, closed)
    }
  }

  private static func document(_ members: [Member], _ closed: Bool) -> JSONValue {
    let required = members.filter { !$0.isOptional }.map { JSONValue.string($0.name) }
    return .members([
      "type": "object",
      "properties": .object(JSONObject(members.map { ($0.name, $0.schema.document) })),
      "required": required.isEmpty ? nil : .array(required),
      "additionalProperties": closed ? false : nil,
    ])
  }

  /// Every named form inside this one, itself included.
  var named: [(name: String, schema: Schema)] {
    switch self {
    case .named(let name, let schema): [(name, schema)] + schema.named
    case .described(_, let schema), .nullable(let schema), .array(let schema, _),
      .map(let schema):
      schema.named
    case .object(let members, _): members.flatMap { $0.schema.named }
    case .any, .string, .choice, .integer, .number, .boolean: []
    }
  }
}
