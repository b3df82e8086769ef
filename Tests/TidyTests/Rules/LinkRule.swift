/// A link in the documents leads somewhere.
enum LinkRule {
  /// Every relative link of the file whose file or heading does not exist.
  static func findings(
    in source: SourceText, exists: (String) -> Bool, text: (String) -> SourceText?
  ) -> [Finding] {
    guard source.path.hasSuffix(".md") else { return [] }
    return Markdown.links(in: source).compactMap { link in
      if link.target.holds("://") || link.target.hasPrefix("mailto:") { return nil }
      let parts = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let path = parts[0].isEmpty ? source.path : resolved(String(parts[0]), from: source.path)
      let message: String
      if !exists(path) {
        message = "the link to \(link.target) leads nowhere"
      } else if parts.count == 2, let target = text(path),
        !Markdown.anchors(in: target).contains(String(parts[1]))
      {
        message = "\(path) has no heading for #\(parts[1])"
      } else {
        return nil
      }
      return Finding(path: source.path, line: link.line, message: message)
    }
  }

  private static func resolved(_ target: String, from path: String) -> String {
    var parts = path.split(separator: "/").dropLast().map(String.init)
    for part in target.split(separator: "/") {
      if part == ".." {
        parts = Array(parts.dropLast())
      } else if part != "." {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
