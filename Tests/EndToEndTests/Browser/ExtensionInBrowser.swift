import Foundation
import Shared

/// The loaded extension: its worker, its pages, and what it has queued.
struct ExtensionInBrowser: Sendable {
  /// The browser that has it.
  let browser: Browser
  /// The id that the browser gave it.
  let id: String

  /// Clicks the button on the tab whose address holds that text.
  func click(on part: String) async throws { try await browser.click(extension: id, on: part) }

  /// The worker; the browser stops it when it is idle, so it is looked for each time.
  func worker() async throws -> BrowserPage {
    let worker = try await browser.find("\(id)/worker.js", kind: "service_worker")
    // Its target is there a moment before its scripts have run.
    try await worker.wait("globalThis.chrome?.action && globalThis.chrome.storage")
    return worker
  }

  /// The open popup.
  func popup() async throws -> BrowserPage {
    let popup = try await browser.find("popup/popup.html")
    try await popup.wait("document.readyState === 'complete'")
    return popup
  }

  /// Opens the settings in a tab of their own.
  func options() async throws -> BrowserPage {
    try await browser.open("chrome-extension://\(id)/options/options.html?test")
  }

  /// Keeps settings, as the settings page would.
  func keep(_ settings: JSONValue) async throws {
    try await worker().evaluate("chrome.storage.local.set({ settings: \(settings.serialized) })")
  }

  /// Changes some settings, as the settings page would.
  func change(_ settings: JSONValue) async throws {
    try await worker().evaluate(
      """
      chrome.storage.local.get('settings').then(({ settings }) =>
        chrome.storage.local.set({ settings: { ...settings, ...\(settings.serialized) } }))
      """)
  }

  /// Chooses an entry of the context menu on the tab of that address; the menu itself is drawn by
  /// the browser, out of reach, but its event is the same.
  func choose(_ menu: JSONValue, on url: String) async throws {
    let tabs = "chrome.tabs.query({ url: \(JSONValue.string(url).serialized) })"
    try await worker().evaluate(
      """
      \(tabs).then(([tab]) => {
        chrome.contextMenus.onClicked.dispatch(\(menu.serialized), tab);
      })
      """)
  }

  /// What waits in the queue.
  func queue() async throws -> [JSONValue] {
    let rows = try await worker().evaluate(
      """
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('fractal', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('captures').objectStore('captures').getAll();
          reading.onsuccess = () => { database.close(); resolve(reading.result); };
        };
      })
      """)
    return rows.arrayValue ?? []
  }

  /// Waits until the queue holds that many, of which the first failed so, where said.
  func waitForQueue(_ count: Int, failure: String? = nil) async throws {
    var last: [JSONValue] = []
    for _ in 0..<600 {
      last = try await queue()
      let code = last.first?["failure"]?["code"]?.stringValue
      if last.count == count, failure == nil || failure == code { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw BrowserError.neverCame("\(count) captures, \(failure ?? "") in: \(last)")
  }

  /// What stands on the button, everywhere or on the tab of that address.
  func badge(on url: String? = nil) async throws -> String {
    let tab = url.map { "(await chrome.tabs.query({ url: '\($0)' }))[0].id" } ?? "undefined"
    return try await worker().evaluate(
      "(async () => chrome.action.getBadgeText({ tabId: \(tab) }))()"
    ).stringValue ?? ""
  }

  /// Waits until that stands on the button.
  func waitForBadge(_ wanted: String, on url: String? = nil) async throws {
    var last = ""
    for _ in 0..<300 {
      last = try await badge(on: url)
      if last == wanted { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw BrowserError.neverCame("badge \(wanted), but \(last)")
  }

  /// What the button is called, for the mouse and for screen readers.
  func title() async throws -> String {
    try await worker().evaluate("chrome.action.getTitle({})").stringValue ?? ""
  }
}
