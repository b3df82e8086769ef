/// A JSON value (RFC 8259) as it stands in job arguments, log fields, `jsonb` columns and answers.
///
/// Whole numbers that fit 64 bits stay whole; objects keep the order of their members.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without fraction or exponent that fits 64 bits.
  case int(Int64)
  /// Any other number; one that is not finite is written as `null`.
  case double(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// An object.
  case object(JSONObject)
}

extension JSONValue {
  /// The object of the given members, in order; members whose value is nil are left out.
  public static func members(_ pairs: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(JSONObject(pairs.compactMap { key, value in value.map { (key, $0) } }))
  }

  /// The text, where this is one.
  public var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number, where this is one or a number that equals one.
  public var intValue: Int64? {
    switch self {
    case .int(let number): number
    case .double(let number): Int64(exactly: number)
    default: nil
    }
  }

  /// The number, where this is one.
  public var doubleValue: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The truth value, where this is one.
  public var boolValue: Bool? {
    if case .bool(let truth) = self { truth } else { nil }
  }

  /// The list, where this is one.
  public var arrayValue: [JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The object, where this is one.
  public var objectValue: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// True for `null`.
  public var isNull: Bool { self == .null }

  /// The member of an object; nil where this is no object or has no such member.
  public subscript(key: String) -> JSONValue? { objectValue?[key] }

  /// The item of a list; nil where this is no list or is shorter.
  public subscript(index: Int) -> JSONValue? {
    guard let items = arrayValue, items.indices.contains(index) else { return nil }
    return items[index]
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// The text as a value.
  public init(stringLiteral value: String) { self = .string(value) }
  /// The whole number as a value.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// The number as a value.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// The truth value as a value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// The list as a value.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// The members as an object, in order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}
