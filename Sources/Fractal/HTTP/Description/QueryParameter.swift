import Shared

/// A query parameter that a route reads; a value that breaks its form is refused.
struct QueryParameter: Sendable {
  /// Its name.
  var name: String
  /// The form of its value.
  var schema: Schema
  /// One sentence that says what it does.
  var summary: String
  /// True where the route cannot do without it.
  var isRequired = false

  /// A parameter that may be left out unless `isRequired`.
  init(_ name: String, _ schema: Schema, _ summary: String, isRequired: Bool = false) {
    self.name = name
    self.schema = schema
    self.summary = summary
    self.isRequired = isRequired
  }

  /// What is wrong with the query in respect of this parameter; nil where nothing.
  func fault(in query: QueryItems) -> Problem.Fault? {
    guard let text = query[name] else {
      return isRequired ? Problem.Fault(pointer: "?\(name)", detail: "is missing") : nil
    }
    let fault = schema.faults(in: schema.value(ofText: text)).first
    return fault.map { Problem.Fault(pointer: "?\(name)", detail: $0.detail) }
  }
}

extension Schema {
  /// The value that a text in a query stands for: a number or truth value where this form is one.
  fileprivate func value(ofText text: String) -> JSONValue {
    switch self {
    case .integer: Int64(text).map(JSONValue.int) ?? .string(text)
    case .number: Double(text).map(JSONValue.double) ?? .string(text)
    case .boolean:
      text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
    case .described(_, let schema), .named(_, let schema), .nullable(let schema):
      schema.value(ofText: text)
    default: .string(text)
    }
  }
}
