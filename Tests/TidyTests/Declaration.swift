/// A declaration found in Swift source at file or type level; what stands in function bodies is not.
struct Declaration: Equatable, Sendable {
  /// The keyword, such as `struct`, `func` or `case`.
  var keyword: String
  /// The name after the keyword; the keyword itself where there is none.
  var name: String
  /// The line of the keyword, counted from 1.
  var line: Int
  /// The line of its closing brace; its own line where it has no body.
  var lastLine: Int
  /// Whether it or a type around it is private to its file.
  var isPrivate: Bool
  /// How many types and extensions stand around it.
  var depth: Int

  /// Keywords that open a scope of further declarations.
  static let typeKeywords: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "extension",
  ]
  /// Keywords whose body is code.
  static let memberKeywords: Set<String> = [
    "func", "init", "deinit", "subscript", "var", "let", "case", "typealias", "associatedtype",
  ]

  /// Whether it declares a type or extends one.
  var isType: Bool { Self.typeKeywords.contains(keyword) }
}
