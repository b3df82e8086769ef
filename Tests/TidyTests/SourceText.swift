/// One text file of the checkout: its path and its bytes as they stand, and as code alone.
struct SourceText: Sendable {
  /// The path from the root of the checkout, such as `Sources/Shared/Time/Instant.swift`.
  let path: String
  /// The lines as they stand, without line ends.
  let lines: [String]
  /// The bytes with comments and string literals blanked out; line ends and lengths are kept.
  let code: [UInt8]

  /// A file of that path and text.
  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = path.hasSuffix(".swift") ? SwiftCodeMask.masked(Array(text.utf8)) : Array(text.utf8)
  }

  /// The code of each line, comments and strings blanked out.
  var codeLines: [String] {
    code.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The last part of the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Whether the file is Swift.
  var isSwift: Bool { path.hasSuffix(".swift") }

  /// Whether the file belongs to the product rather than to its tests.
  var isProduct: Bool { path.hasPrefix("Sources/") || path.hasPrefix("prompts/") }
}
