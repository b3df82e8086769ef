import Shared

/// What a form of a page sent (`application/x-www-form-urlencoded`), or the JSON of a page's script.
struct PageForm: Sendable {
  /// The media types that pages send.
  static let types = ["application/x-www-form-urlencoded", "application/json"]

  private let items: QueryItems
  /// The JSON, where a script sent some.
  let json: JSONValue

  /// Reads the body of a request.
  ///
  /// - Throws: `Problem` 400 where JSON is announced and none came.
  init(_ request: HTTPRequest) throws(Problem) {
    guard request.head.contentType?.subtype == "json" else {
      items = QueryItems(parsing: String(decoding: request.body, as: UTF8.self))
      json = .null
      return
    }
    items = QueryItems(parsing: "")
    do {
      json = try JSONValue(parsing: request.body, maximumDepth: HTTPLimits.bodyDepth)
    } catch {
      throw Problem.badRequest(error.description)
    }
  }

  /// The first value of a field, from the form or the JSON.
  subscript(name: String) -> String? { items[name] ?? json[name]?.stringValue }

  /// Every value of a field of the form, as check boxes send them.
  func values(_ name: String) -> [String] { items.values(name) }
}
