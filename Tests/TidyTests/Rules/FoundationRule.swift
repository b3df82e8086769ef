/// Foundation costs start-up time and size where its essentials do.
enum FoundationRule: TidyRule {
  static let statement = "Foundation is imported only where FoundationEssentials does not do"

  /// What only the whole Foundation has, as far as it is in use here.
  private static let wholeOnly = [
    "Bundle", "CharacterSet", "DateFormatter", "DateComponentsFormatter", "FileHandle", "Formatter",
    "ISO8601DateFormatter", "NSArray", "NSDictionary", "NSError", "NSLock", "NSNumber",
    "NSRegularExpression", "NSString", "NumberFormatter", "Pipe", "Process", "Progress", "RunLoop",
    "Scanner", "Thread", "Timer", "URLSession", "XMLParser", "JSONSerialization", "Locale",
    "String(format:", "lowercased(with", "trimmingCharacters", "folding(", "enumerator(atPath",
    "enumerator(at", "applyingTransform", "localizedStandardCompare", "components(separatedBy",
    "addingPercentEncoding", "Data(contentsOf", "contentsOf:", ".range(of:", "Calendar", "TimeZone",
    "DispatchQueue", "autoreleasepool", "NSTemporaryDirectory", "Host.", "UserDefaults",
    ".decomposedStringWith", ".precomposedStringWith", "NSMutable", "kill(", "getenv(", "usleep(",
    "exit(", "pow(", "log(", "exp(", "sqrt(", "sin(", "cos(", "Glibc", "setenv(", "replacingOcc",
  ]

  static func findings(in source: SourceText) -> [Finding] {
    guard source.isSwift, source.isProduct else { return [] }
    let code = source.codeLines
    guard let index = code.firstIndex(where: { isImport($0) }) else { return [] }
    let isNeeded = code.contains { line in wholeOnly.contains { line.holds($0) } }
    guard !isNeeded, !hasReason(source, line: index + 1) else { return [] }
    return [
      Finding(
        path: source.path, line: index + 1,
        message: "import FoundationEssentials instead, or say why not: // reason: …")
    ]
  }

  private static func isImport(_ line: String) -> Bool {
    line.split(separator: " ").suffix(2) == ["import", "Foundation"]
  }
}
