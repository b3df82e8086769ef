import Foundation
import Shared
import Support
import Testing

/// The extension's modules, tested by `Tests/Extension` in the browser that runs them.
@Suite(.serialized, .enabled(if: Browser.isAvailable, "needs Chromium"))
struct ExtensionModuleTests {
  /// The scripts that the extension injects, in its order.
  private static let injected = ["images", "attributes", "writer", "selection", "collect"]

  @Test("every module of the extension does what its own tests say")
  func modules() async throws {
    let scripts = Self.injected.map { "<script src=\"/extension/page/\($0).js\"></script>" }
    let pages = WebPages(
      [
        "/": "<!doctype html><title>Modules</title>\(scripts.joined())<body>"
          + "<script type=\"module\" src=\"/tests/all.js\"></script>",
        "/frame.html": "<p>framed text <a href=\"/linked\">link</a></p>",
      ],
      folders: [
        "/extension/": Fixtures.checkout.appending(path: "extension"),
        "/tests/": Fixtures.checkout.appending(path: "Tests/Extension"),
      ])
    let results = try await Browser.with { browser in
      let page = try await browser.open(pages.url("/"))
      try await page.wait("globalThis.results")
      return try await page.evaluate("results").arrayValue ?? []
    }
    #expect(results.count > 30)
    for result in results {
      #expect(result["problem"]?.isNull == true, "\(result)")
    }
  }

  @Test("the scripts that are injected are those that are tested, and no others lie beside them")
  func injectedFiles() throws {
    let folder = Fixtures.checkout.appending(path: "extension/page")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == Self.injected.map { $0 + ".js" }.sorted())
    let collecting = try String(
      contentsOf: Fixtures.checkout.appending(path: "extension/background/collecting.js"),
      encoding: .utf8)
    let places = Self.injected.map { collecting.firstRange(of: "page/\($0).js")?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
  }
}
