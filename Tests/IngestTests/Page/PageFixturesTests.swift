import Foundation
import Shared
import Support
import Testing

@testable import Ingest

@Suite struct PageFixturesTests {
  static let names: [String] = {
    let folder = Fixtures.folder.appending(path: "pages").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".html") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test("there are pages of every kind in ten languages")
  func coverage() throws {
    #expect(Self.names.count >= 40)
    let kinds = try Self.names.compactMap { try expected($0)["kind"]?.stringValue }
    #expect(Set(kinds).isSuperset(of: PageKind.allCases.map(\.rawValue)))
    let languages = Set(Self.names.compactMap { $0.split(separator: "-").last })
    #expect(languages.count >= 10)
  }

  @Test("a page gives the draft that stands beside it", arguments: names)
  func draft(name: String) throws {
    let want = try expected(name)
    let html = try Data(contentsOf: Fixtures.folder.appending(path: "pages/\(name).html"))
    let draft = PageReader.read(Array(html), address: want["address"]?.stringValue)
    for (member, value) in [
      ("title", draft.title), ("siteName", draft.siteName), ("published", draft.published),
      ("modified", draft.modified), ("language", draft.language), ("canonical", draft.canonical),
      ("kind", draft.kind.rawValue),
    ] {
      if let text = want[member]?.stringValue { #expect(value == text, "\(member)") }
    }
    if let authors = want["authors"]?.arrayValue?.compactMap(\.stringValue) {
      #expect(draft.authors == authors)
    }
    for member in want["details"]?.objectValue?.members ?? [] {
      #expect(draft.details.json[member.key] == member.value, "\(member.key)")
    }
    for words in want["holds"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      #expect(draft.text.contains(words))
    }
    for words in want["lacks"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      #expect(!draft.text.contains(words), "\(words) in \(draft.text)")
    }
    for words in want["markdown"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      #expect(draft.markdown.contains(words), "\(words) in \(draft.markdown)")
    }
  }

  @Test("a page's Markdown, rendered back, has the words of its text", arguments: names)
  func roundTrip(name: String) throws {
    let html = try Data(contentsOf: Fixtures.folder.appending(path: "pages/\(name).html"))
    let draft = PageReader.read(Array(html), address: "https://example.com/")
    // Labels and back links of footnotes differ on purpose.
    guard !name.hasPrefix("footnotes"), !name.hasPrefix("math") else { return }
    let fold = { (text: String) in text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(fold(MarkdownText.render(draft.markdown)) == fold(draft.text))
  }

  private func expected(_ name: String) throws -> JSONValue {
    let data = try Data(contentsOf: Fixtures.folder.appending(path: "pages/\(name).json"))
    return try JSONValue(parsing: Array(data))
  }
}
