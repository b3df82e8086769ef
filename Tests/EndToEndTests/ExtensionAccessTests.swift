import Foundation
import Shared
import Support
import Testing

/// The extension's pages without a mouse and without eyes.
@Suite(.serialized, .enabled(if: Browser.isAvailable, "needs Chromium"))
struct ExtensionAccessTests {
  private static let pages = ["popup/popup.html", "options/options.html?test"]

  private func onEachPage(_ body: (String, BrowserPage) async throws -> Void) async throws {
    try await Browser.with { browser in
      let id = try await browser.load(
        extension: Fixtures.checkout.appending(path: "extension").path)
      for path in Self.pages {
        let page = try await browser.open("chrome-extension://\(id)/\(path)")
        // The popup has asked its worker once it says that nothing is set up.
        try await page.wait("document.getElementById('setup')?.hidden !== true")
        // Parts that come only later are looked at as well.
        try await page.evaluate(
          """
          (() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('body [hidden] { display: block !important }');
            document.adoptedStyleSheets = [sheet];
          })()
          """)
        try await body(path, page)
      }
    }
  }

  @Test("a screen reader has a name for everything that can be used")
  func names() async throws {
    try await onEachPage { path, page in
      let controls = try await page.controls()
      #expect(controls.count >= 6, "\(path): \(controls)")
      for control in controls {
        #expect(!control.name.isEmpty, "a \(control.role) of \(path) has no name")
      }
    }
  }

  @Test("the keyboard reaches everything that can be used, in the order of the page")
  func keyboard() async throws {
    try await onEachPage { path, page in
      let script = """
        [...document.querySelectorAll('button, input, select, textarea')]
          .filter((field) => !field.disabled).map((field) => field.id)
        """
      let wanted = try await page.evaluate(script).arrayValue?.compactMap(\.stringValue) ?? []
      try await page.evaluate("document.activeElement.blur()")
      var reached: [String] = []
      for _ in 0..<wanted.count + 2 {
        try await page.press("Tab", code: 9)
        let id = try await page.evaluate("document.activeElement.id").stringValue ?? ""
        if !id.isEmpty, reached.last != id { reached.append(id) }
      }
      let inOrder = reached.filter { wanted.contains($0) }
      #expect(Set(inOrder) == Set(wanted), "\(path)")
      #expect(Array(inOrder.prefix(wanted.count)) == wanted, "\(path)")
    }
  }

  @Test("text stands out from its ground in light and dark", arguments: [false, true])
  func contrast(dark: Bool) async throws {
    try await onEachPage { path, page in
      try await page.prefer(dark: dark)
      let lowest = try await page.evaluate(Self.lowestContrast).doubleValue ?? 0
      // WCAG 2.2, 1.4.3.
      #expect(lowest >= 4.5, "\(path), dark: \(dark)")
    }
  }

  /// The lowest contrast (WCAG 2.2, relative luminance) of any text on the page.
  private static let lowestContrast = """
    (() => {
      const channels = (color) => color.match(/[\\d.]+/g).map(Number);
      const light = ([r, g, b]) => {
        const part = (value) => value / 255 <= 0.04045
          ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
      };
      const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
          const color = channels(getComputedStyle(at).backgroundColor);
          if (color.length < 4 || color[3] > 0) return color;
        }
        return [255, 255, 255];
      };
      let lowest = 21;
      for (const element of document.body.querySelectorAll('*')) {
        const hasText = [...element.childNodes].some((node) => node.nodeType === 3
          && node.nodeValue.trim());
        if (!hasText || element.disabled || ['SCRIPT', 'OPTION'].includes(element.tagName)) continue;
        const [a, b] = [light(channels(getComputedStyle(element).color)), light(ground(element))];
        lowest = Math.min(lowest, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
      }
      return lowest;
    })()
    """
}
