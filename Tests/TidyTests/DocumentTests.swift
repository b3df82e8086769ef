import Foundation
import Shared
import Support
import Testing

/// The documents say what the sources say.
@Suite struct DocumentTests {
  /// Whether the run renews the written tables instead of comparing them: `TIDY_WRITE=1`.
  private static let writes = ProcessInfo.processInfo.environment["TIDY_WRITE"] == "1"

  @Test("every relative link leads to a file and a heading that exist")
  func links() {
    let found = Checkout.texts.flatMap {
      LinkRule.findings(in: $0, exists: Checkout.exists, text: Checkout.text)
    }
    #expect(found.isEmpty, "\(found.map(\.description).joined(separator: "\n"))")
  }

  @Test("docs/configuration.md lists every setting as the program knows it")
  func configuration() throws {
    try compare(
      "docs/configuration.md", after: "<!-- table: written by 'fractal config --markdown' -->",
      with: "\n" + SettingsReference.markdown)
  }

  @Test("docs/limits.md lists every limit with its value")
  func limits() throws {
    try compare(
      "docs/limits.md", after: LimitTable.mark, with: LimitTable.markdown(of: Checkout.texts))
  }

  @Test("every test and fuzz target that docs/threats-mail.md names is there")
  func threats() throws {
    let file = try #require(Checkout.text("docs/threats-mail.md"))
    let text = file.lines.joined(separator: "\n")
    let names = text.split(separator: "`").map(String.init)
    let tests = Set(names.filter { $0.hasSuffix("Tests") && !$0.contains(" ") })
    let fuzzers = Set(names.filter { $0.hasPrefix("fuzz-") })
    #expect(tests.count > 10 && fuzzers.count > 3)
    let files = Set(Checkout.texts.map(\.path))
    for name in tests {
      #expect(files.contains { $0.hasSuffix("/\(name).swift") }, "\(name)")
    }
    for name in fuzzers {
      #expect(files.contains { $0.hasPrefix("Tests/Fuzz/\(name)/") }, "\(name)")
    }
  }

  @Test("a link that leads nowhere is caught")
  func plantedLinks() {
    let text = "[a](b.md) [c](#here) `[x](y)`\n# Here\n[d](../e.md#f) [g](#no)\n```\n[h](i)\n```"
    let known = ["docs/a.md": text, "e.md": "# F"]
    let found = LinkRule.findings(
      in: SourceText(path: "docs/a.md", text: text), exists: { known[$0] != nil },
      text: { path in known[path].map { SourceText(path: path, text: $0) } })
    #expect(found.map(\.line) == [1, 3])
    #expect(found.map(\.message).joined().contains("b.md"))
  }

  @Test("a limit is read with its value and its meaning")
  func limitTable() {
    let text = "enum A {\n  /// Bytes of\n  /// a b.\n  public static let b: Int = 1_000\n}"
    #expect(
      LimitTable.constants(in: SourceText(path: "ALimits.swift", text: text)) == [
        LimitTable.Constant(name: "b", value: "1 000", comment: "Bytes of a b.")
      ])
  }

  private func compare(_ path: String, after mark: String, with expected: String) throws {
    let file = Fixtures.checkout.appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    let marked = try #require(text.position(of: mark + "\n"), "\(path) has lost its mark")
    let head = String(text[..<marked.upperBound])
    if Self.writes {
      try (head + expected).write(to: file, atomically: true, encoding: .utf8)
      return
    }
    #expect(
      text[marked.upperBound...] == expected,
      "\(path) is out of date: TIDY_WRITE=1 swift test --filter DocumentTests renews it")
  }
}
