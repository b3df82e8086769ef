/// Files stay short enough to review.
enum FileLengthRule: TidyRule {
  /// Lines that a file may have.
  static let limit = 600

  static let statement = "no Swift file and no script of the extension is longer than 600 lines"

  static func findings(in source: SourceText) -> [Finding] {
    guard source.isSwift || source.path.hasSuffix(".js"), source.lines.count - 1 > limit
    else { return [] }
    let message = "\(source.lines.count - 1) lines; split it at \(limit) by type or topic"
    return [Finding(path: source.path, line: limit + 1, message: message)]
  }
}
