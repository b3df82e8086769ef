/// The extension's scripts have no compiler, so what one would ask for is checked here.
enum WebScriptRule: TidyRule {
  /// Characters that a line may have, as in Swift.
  static let width = 100

  static let statement =
    "every script says // @ts-check, keeps to 100 columns, explains its exports"

  static func findings(in source: SourceText) -> [Finding] {
    guard source.path.hasSuffix(".js") else { return [] }
    var found: [Finding] = []
    if source.lines.first != "// @ts-check" {
      found.append(Finding(path: source.path, line: 1, message: "begin with // @ts-check"))
    }
    for (index, line) in source.lines.enumerated() {
      if line.count > width {
        let message = "\(line.count) characters; break the line at \(width)"
        found.append(Finding(path: source.path, line: index + 1, message: message))
      }
      let isExport = line.hasPrefix("export ") && !line.hasPrefix("export {")
      if isExport, index == 0 || !source.lines[index - 1].hasSuffix("*/") {
        found.append(
          Finding(path: source.path, line: index + 1, message: "say in a /** comment what it does"))
      }
    }
    return found
  }
}
