import Foundation
import Shared

/// A page of a browser, or an extension's worker, in which a test may run scripts.
struct BrowserPage: Sendable {
  /// The way to the browser.
  let pipe: BrowserPipe
  /// The session on the page.
  let session: String

  /// The value of an expression; promises are awaited.
  ///
  /// - Throws: `BrowserError.script` where it throws.
  @discardableResult
  func evaluate(_ expression: String) async throws -> JSONValue {
    let result = try await pipe.send(
      "Runtime.evaluate",
      [
        "expression": .string(expression), "awaitPromise": true, "returnByValue": true,
        "userGesture": true,
      ], session: session, seconds: 90)
    if let failure = result["exceptionDetails"] { throw BrowserError.script("\(failure)") }
    return result["result"]?["value"] ?? .null
  }

  /// Waits until an expression is true.
  func wait(_ expression: String, seconds: Int = 60) async throws {
    for _ in 0..<seconds * 20 {
      do {
        if try await evaluate("!!(\(expression))") == true { return }
      } catch BrowserError.refused(_, "Cannot find default execution context") {
        // The page is being replaced by the one that was opened.
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw BrowserError.neverCame(expression)
  }

  /// Types into the field of that id, as far as scripts can tell.
  func type(_ text: String, into id: String) async throws {
    try await evaluate(
      """
      (() => {
        const field = document.getElementById('\(id)');
        field.focus();
        field.value = \(JSONValue.string(text).serialized);
        for (const kind of ['input', 'change']) {
          field.dispatchEvent(new Event(kind, { bubbles: true }));
        }
      })()
      """)
  }

  /// Clicks the element of that id.
  func click(_ id: String) async throws {
    try await evaluate("document.getElementById('\(id)').click()")
  }

  /// What a person reads on the page.
  func text() async throws -> String {
    try await evaluate("document.body.innerText").stringValue ?? ""
  }

  /// Waits until a person can read that on the page; gives all there is to read.
  @discardableResult
  func waitForText(_ part: String, seconds: Int = 60) async throws -> String {
    let wanted = JSONValue.string(part).serialized
    do {
      try await wait("document.body.innerText.includes(\(wanted))", seconds: seconds)
    } catch BrowserError.neverCame {
      throw BrowserError.neverCame("\(part) in: \(try await text())")
    }
    return try await text()
  }

  /// The colours that the page is to be shown in.
  func prefer(dark: Bool) async throws {
    let features: JSONValue = [
      ["name": "prefers-color-scheme", "value": .string(dark ? "dark" : "light")]
    ]
    _ = try await pipe.send("Emulation.setEmulatedMedia", ["features": features], session: session)
  }

  /// A picture of the page (PNG), as wide as said and as high as its content, up to a limit; without a
  /// width as large as the browser shows it, which popups have no choice about.
  func picture(width: Int64?, atMost highest: Int64 = .max) async throws -> Data {
    if let width { try await resize(width, atMost: highest) }
    let result = try await pipe.send(
      "Page.captureScreenshot", ["format": "png"], session: session)
    guard let text = result["data"]?.stringValue, let data = Data(base64Encoded: text) else {
      throw BrowserError.neverCame("a picture")
    }
    return data
  }

  private func resize(_ width: Int64, atMost highest: Int64) async throws {
    func size(_ height: Int64) -> JSONValue {
      [
        "width": .int(width), "height": .int(height), "deviceScaleFactor": 2, "mobile": false,
      ]
    }
    let method = "Emulation.setDeviceMetricsOverride"
    _ = try await pipe.send(method, size(300), session: session)
    let height = try await evaluate("document.documentElement.scrollHeight").intValue ?? 600
    _ = try await pipe.send(method, size(min(height, highest)), session: session)
  }
}
