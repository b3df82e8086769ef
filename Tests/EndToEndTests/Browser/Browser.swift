import Foundation
import Glibc
import Shared
import Support

/// Debian's Chromium without a window, with a profile of its own, driven over its debugging pipe.
final class Browser: Sendable {
  /// The program; nil where this machine has none.
  static let program = [
    ProcessInfo.processInfo.environment["CHROMIUM"] ?? "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
  ].first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Where pictures for the documents go; nil in ordinary runs of the tests.
  static let pictureFolder = ProcessInfo.processInfo.environment["FRACTAL_SCREENSHOTS"]

  /// True where browser tests can run.
  static var isAvailable: Bool { program != nil }

  /// Flags: no window, no calls home, and the commands for extensions, which only the pipe allows.
  private static let flags = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--remote-debugging-pipe", "--enable-unsafe-extension-debugging",
    "--window-size=1200,900", "--lang=en-US",
  ]

  private let process: StartedProgram
  private let pipe: BrowserPipe

  /// Starts the browser on a profile folder, which it keeps.
  ///
  /// - Throws: `BrowserError.gone` where there is no browser.
  init(profile: String) throws {
    guard let program = Self.program else { throw BrowserError.gone }
    let input = Pipe()
    let output = Pipe()
    // A write to a browser that has ended must be an error and no signal.
    signal(SIGPIPE, SIG_IGN)
    // The browser reads commands on descriptor 3 and answers on 4.
    process = try StartedProgram(
      [
        "/bin/bash", "-c", "exec 3<&0 4>&1 </dev/null >/dev/null 2>&1; exec \"$@\"", "bash",
        program,
      ]
        + Self.flags + ["--user-data-dir=\(profile)", "about:blank"],
      input: input.fileHandleForReading.fileDescriptor,
      output: output.fileHandleForWriting.fileDescriptor)
    // Only so does reading end with the browser.
    try output.fileHandleForWriting.close()
    pipe = BrowserPipe(to: input.fileHandleForWriting, from: output.fileHandleForReading)
  }

  /// Runs the test with a browser on a fresh profile.
  static func with<Value>(_ body: (Browser) async throws -> Value) async throws -> Value {
    let profile = FileManager.default.temporaryDirectory.appending(path: "profile-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: profile) }
    return try await with(profile: profile, body)
  }

  /// Runs the test with a browser on that profile.
  static func with<Value>(
    profile: String, _ body: (Browser) async throws -> Value
  ) async throws -> Value {
    let browser = try Browser(profile: profile)
    do {
      let value = try await body(browser)
      await browser.close()
      return value
    } catch {
      await browser.close()
      throw error
    }
  }

  /// Ends the browser; by force where it does not end by itself.
  func close() async {
    _ = try? await pipe.send("Browser.close", seconds: 10)
    for _ in 0..<500 where process.isRunning { try? await Task.sleep(for: .milliseconds(10)) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    await process.end()
  }

  /// Loads an unpacked extension and gives its id.
  func load(extension folder: String) async throws -> String {
    let result = try await pipe.send("Extensions.loadUnpacked", ["path": .string(folder)])
    guard let id = result["id"]?.stringValue else { throw BrowserError.neverCame(folder) }
    return id
  }

  /// Opens a tab and waits until its page is loaded: a click before would be lost.
  @discardableResult
  func open(_ url: String) async throws -> BrowserPage {
    let result = try await pipe.send("Target.createTarget", ["url": .string(url)])
    guard let target = result["targetId"]?.stringValue else { throw BrowserError.neverCame(url) }
    let page = try await attach(target)
    try await page.wait("location.href !== 'about:blank' && document.readyState === 'complete'")
    _ = try await pipe.send("Target.activateTarget", ["targetId": .string(target)])
    return page
  }

  /// The page, or with another kind the worker, whose address holds that text.
  func find(_ part: String, kind: String = "page") async throws -> BrowserPage {
    for _ in 0..<600 {
      if let target = try await target(part, kind: kind) { return try await attach(target) }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw BrowserError.neverCame("\(kind) \(part)")
  }

  /// Whether a page whose address holds that text is open.
  func has(_ part: String) async throws -> Bool { try await target(part, kind: "page") != nil }

  /// Clicks the extension's button on the tab whose address holds that text. The browser takes it
  /// for a person's own click, and so grants `activeTab`.
  func click(extension id: String, on part: String) async throws {
    guard let target = try await target(part, kind: "tab") else {
      throw BrowserError.neverCame("tab \(part)")
    }
    _ = try await pipe.send(
      "Extensions.triggerAction", ["id": .string(id), "targetId": .string(target)])
  }

  /// Closes the page whose address holds that text.
  func closePage(_ part: String) async throws {
    guard let target = try await target(part, kind: "page") else { return }
    _ = try await pipe.send("Target.closeTarget", ["targetId": .string(target)])
  }

  private func target(_ part: String, kind: String) async throws -> String? {
    let filter: JSONValue = ["filter": [["type": .string(kind)]]]
    let infos = try await pipe.send("Target.getTargets", filter)["targetInfos"]?.arrayValue ?? []
    return infos.first { $0["url"]?.stringValue?.contains(part) == true }?["targetId"]?.stringValue
  }

  private func attach(_ target: String) async throws -> BrowserPage {
    let result = try await pipe.send(
      "Target.attachToTarget", ["targetId": .string(target), "flatten": true])
    guard let session = result["sessionId"]?.stringValue else {
      throw BrowserError.neverCame(target)
    }
    return BrowserPage(pipe: pipe, session: session)
  }
}
