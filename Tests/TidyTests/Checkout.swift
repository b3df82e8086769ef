import Foundation
import Support

/// The text files of this checkout, build products and the like left out.
enum Checkout {
  /// Folders and files whose texts are not ours to keep tidy.
  private static let skipped: Set<String> = [".build", ".git", ".fractal", "node_modules"]

  /// Every text file, ordered by path.
  static let texts: [SourceText] = {
    let root = Fixtures.checkout.path
    let enumerator = FileManager.default.enumerator(atPath: root)
    var texts: [SourceText] = []
    while let path = enumerator?.nextObject() as? String {
      if skipped.contains(path.split(separator: "/").last.map(String.init) ?? "") {
        enumerator?.skipDescendants()
        continue
      }
      guard isText(path), let text = try? String(contentsOfFile: root + "/" + path, encoding: .utf8)
      else { continue }
      texts.append(SourceText(path: path, text: text))
    }
    return texts.sorted { $0.path < $1.path }
  }()

  /// The Swift files.
  static let swift = texts.filter(\.isSwift)

  /// The text of one file; nil where it does not exist.
  static func text(_ path: String) -> SourceText? { texts.first { $0.path == path } }

  /// Whether a file or folder of that path exists.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Fixtures.checkout.appending(path: path).path)
  }

  private static func isText(_ path: String) -> Bool {
    if path.hasPrefix("fixtures/") { return path.hasSuffix(".md") }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let kinds = ["swift", "md", "sh", "py", "js", "ts", "json", "sql", "h", "modulemap", "html"]
    return !name.contains(".") || kinds.contains { name.hasSuffix("." + $0) }
      || path.hasPrefix(".ci/")
  }
}
