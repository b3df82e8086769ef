import Shared

/// The form of a JSON value, in the part of JSON Schema 2020-12 that the API uses: it describes
/// bodies in the OpenAPI document and checks those that come in.
indirect enum Schema: Sendable, Equatable {
  /// A named member of an object.
  struct Member: Sendable, Equatable {
    /// Its name.
    var name: String
    /// Its form.
    var schema: Schema
    /// True where it may be missing.
    var isOptional: Bool
  }

  /// Any value.
  case any
  /// A text, with its most characters (Unicode scalars) and its format, such as `uuid`.
  case string(most: Int? = nil, format: StringFormat? = nil)
  /// One of these texts.
  case choice([String])
  /// A whole number.
  case integer(ClosedRange<Int64>? = nil)
  /// Any number.
  case number(ClosedRange<Double>? = nil)
  /// `true` or `false`.
  case boolean
  /// A list of at most that many items.
  case array(Schema, most: Int? = nil)
  /// An object; `closed` refuses members that are not named.
  case object([Member], closed: Bool = false)
  /// An object of any names with values of one form.
  case map(Schema)
  /// The form, or null.
  case nullable(Schema)
  /// The form under a name of its own in the document.
  case named(String, Schema)
  /// A form with a sentence that says what it means.
  case described(String, Schema)

  /// A UUID.
  static let uuid = Schema.string(format: .uuid)
  /// A point in time (RFC 3339).
  static let dateTime = Schema.string(format: .dateTime)
  /// A calendar date (RFC 3339 full-date).
  static let date = Schema.string(format: .date)

  /// An object of the members that must be there and those that may.
  static func object(
    _ required: KeyValuePairs<String, Schema>, optional: KeyValuePairs<String, Schema> = [:],
    closed: Bool = false
  ) -> Schema {
    .object(
      required.map { Member(name: $0.key, schema: $0.value, isOptional: false) }
        + optional.map { Member(name: $0.key, schema: $0.value, isOptional: true) },
      closed: closed)
  }

  /// The same form with a sentence that says what it means.
  func described(_ sentence: String) -> Schema { .described(sentence, self) }
}
