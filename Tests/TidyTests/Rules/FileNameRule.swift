/// A newcomer finds a type by the name of its file.
enum FileNameRule: TidyRule {
  static let statement = "a file holds one type and is named for it, or extends the one it names"

  static func findings(in source: SourceText) -> [Finding] {
    guard source.isSwift, source.isProduct, source.name != "main.swift" else { return [] }
    let named = String(source.name.dropLast(".swift".count).prefix { $0 != "+" })
    let isExtension = source.name.contains("+")
    let top = DeclarationScanner.declarations(in: source).filter { $0.depth == 0 && $0.isType }
    let types = top.filter { $0.keyword != "extension" && !$0.isPrivate }
    var found: [Finding] = []
    if let second = types.dropFirst().first {
      let message = "\(second.name) is a second type here; give it a file of its own"
      found.append(Finding(path: source.path, line: second.line, message: message))
    }
    if let first = isExtension ? types.first : top.first, !types.map(\.name).contains(named) {
      let message = "\(first.name) is not what the file is named for"
      found.append(Finding(path: source.path, line: first.line, message: message))
    }
    return found
  }
}
