import Shared

/// Checks a value against the part of JSON Schema that our prompts use: `type`, `properties`,
/// `required`, `additionalProperties: false`, `items`, `enum`, and the bounds of numbers, texts and
/// lists.
///
/// Services promise the form of an answer; this checks it all the same.
enum SchemaCheck {
  /// What is wrong, each with its place; empty where the value fits.
  static func problems(
    _ value: JSONValue, _ schema: JSONValue, at place: String = "the answer", depth: Int = 0
  ) -> [String] {
    guard depth < LanguageLimits.schemaDepth else { return ["\(place) is nested too deeply"] }
    let types = schema["type"]?.arrayValue ?? schema["type"].map { [$0] } ?? []
    let names = types.compactMap(\.stringValue)
    if !names.isEmpty, !names.contains(where: { isOf($0, value) }) {
      return ["\(place) has to be \(names.joined(separator: " or "))"]
    }
    if let choices = schema["enum"]?.arrayValue, !choices.contains(value) {
      return ["\(place) is none of the values allowed"]
    }
    switch value {
    case .object(let object): return problems(of: object, schema, place, depth)
    case .array(let items): return problems(of: items, schema, place, depth)
    case .string(let text):
      return bounds(text.count, schema["minLength"], schema["maxLength"], "\(place) in characters")
    case .int, .double: return bounds(value.doubleValue ?? 0, schema, place)
    case .null, .bool: return []
    }
  }

  private static let boundNames: Set<String> = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
  ]

  /// The schema without bounds of numbers, texts and lists: structured output refuses a schema that
  /// has any. An answer is held to them by ``problems(_:_:at:depth:)``.
  static func withoutBounds(_ schema: JSONValue) -> JSONValue {
    switch schema {
    case .object(let object):
      .object(
        JSONObject(
          object.members.compactMap { member in
            switch member.key {
            case "properties":
              // Below it stand names of the answer's own.
              (member.key, withoutBounds(ofEach: member.value))
            case "enum", "const": (member.key, member.value)
            default:
              boundNames.contains(member.key) ? nil : (member.key, withoutBounds(member.value))
            }
          }))
    case .array(let items): .array(items.map { withoutBounds($0) })
    default: schema
    }
  }

  private static func withoutBounds(ofEach properties: JSONValue) -> JSONValue {
    guard case .object(let object) = properties else { return properties }
    return .object(JSONObject(object.members.map { ($0.key, withoutBounds($0.value)) }))
  }

  private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
      ("null", .null), ("number", .int), ("number", .double):
      true
    case ("integer", _): value.intValue != nil
    default: false
    }
  }

  private static func problems(
    of object: JSONObject, _ schema: JSONValue, _ place: String, _ depth: Int
  ) -> [String] {
    var found: [String] = []
    for name in schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
    where object[name] == nil {
      found.append("\(place) lacks '\(name)'")
    }
    let known = schema["properties"]?.objectValue ?? [:]
    for member in object.members {
      if let schema = known[member.key] {
        found += problems(member.value, schema, at: "'\(member.key)'", depth: depth + 1)
      } else if schema["additionalProperties"] == false {
        found.append("\(place) has a member that is not allowed")
      }
    }
    return found
  }

  private static func problems(
    of items: [JSONValue], _ schema: JSONValue, _ place: String, _ depth: Int
  ) -> [String] {
    var found = bounds(items.count, schema["minItems"], schema["maxItems"], "\(place) in items")
    guard let schema = schema["items"] else { return found }
    for (index, item) in items.enumerated() {
      found += problems(item, schema, at: "item \(index + 1) of \(place)", depth: depth + 1)
    }
    return found
  }

  private static func bounds(
    _ count: Int, _ least: JSONValue?, _ most: JSONValue?, _ what: String
  ) -> [String] {
    if let least = least?.intValue, count < least { return ["\(what): at least \(least)"] }
    if let most = most?.intValue, count > most { return ["\(what): at most \(most)"] }
    return []
  }

  private static func bounds(_ number: Double, _ schema: JSONValue, _ place: String) -> [String] {
    if let least = schema["minimum"]?.doubleValue, number < least {
      return ["\(place) has to be at least \(least)"]
    }
    if let most = schema["maximum"]?.doubleValue, number > most {
      return ["\(place) has to be at most \(most)"]
    }
    return []
  }
}
