import Foundation
import Shared
import Support
import Testing

/// Pictures for the documents, made only by `scripts/screenshots`, which names their folder.
@Suite(.serialized, .enabled(if: Browser.pictureFolder != nil && Browser.isAvailable))
struct ScreenshotTests {
  @Test("popup, settings and reader are photographed in light and dark")
  func pictures() async throws {
    try await ExtensionWorld.with { world in
      try await world.mail.database.pool.execute(
        SQL("", "update users set email = 'ada@example.org'"), [])
      let token = try await world.token()
      try await world.browse(token: nil) { inside in
        let options = try await inside.options()
        try await options.type(world.address, into: "server")
        try await options.type(token, into: "token")
        try await options.click("connect")
        try await options.waitForText("Connected as")
        try await keep(options, "extension-settings", width: 640)
        try await inside.browser.open(world.pages.url("/tomatoes"))
        try await inside.click(on: "/tomatoes")
        let popup = try await inside.popup()
        try await popup.waitForText("Captured.")
        try await popup.wait("document.getElementById('project').options.length === 2")
        try await popup.type("balcony, vegetables", into: "tags")
        try await popup.type("For the spring", into: "note")
        try await keep(popup, "extension-popup", width: nil)
        try await popup.click("send")
        try await popup.waitForText("Saved.")
        #expect(try await world.tasks(1) == 1)
        try await photographReader(world, inside.browser)
      }
    }
  }

  @Test("the week that the demo proposes is photographed in light and dark")
  func week() async throws {
    let port = TestProgram.freePort()
    let settings = [
      "LISTEN": "127.0.0.1:\(port)", "ADMIN_LISTEN": "127.0.0.1:\(TestProgram.freePort())",
    ]
    try await MailWorld.with(settings: settings) { mail in
      let samples = Fixtures.checkout.appending(path: "fixtures/demo").path
      let demo = try await mail.program.run(["run", "--demo", samples, "--once"])
      #expect(demo.status == 0, "\(demo.errors)")
      let server = try mail.program.start(["serve"], log: "serve.log")
      defer {
        server.terminate()
        server.waitUntilExit()
      }
      #expect(try await SimpleHTTP.waitUntilServed(port: port))
      let opened = try await mail.program.run(["open", "/plan", "--user", "dana@fractal.example"])
      try #require(opened.status == 0, "\(opened.errors)")
      try await Browser.with { browser in
        let url = opened.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try await keep(try await browser.open(url), "week", width: 1_000, atMost: 1_150)
      }
    }
  }

  private func photographReader(_ world: ExtensionWorld, _ browser: Browser) async throws {
    let row = try await world.mail.database.pool.queryRow(
      SQL("", "select id::text from pipeline.captures"), [])
    let page = try #require(try row?.get("id", as: String.self))
    let reader = try await world.token(scopes: "read")
    let answer = await SimpleHTTP.send(
      "POST", "/v1/page-links", port: world.port, token: reader,
      headers: ["Content-Type": "application/json"],
      body: Array("{\"path\": \"/captures/\(page)\"}".utf8))
    #expect(answer.status == 201, "\(answer.body)")
    let link = try #require(answer.json["url"]?.stringValue)
    let url = link.hasPrefix("/") ? world.address + link : link
    try await keep(try await browser.open(url), "reader", width: 800)
  }

  /// Keeps a picture of the page in light and one in dark.
  private func keep(
    _ page: BrowserPage, _ name: String, width: Int64?, atMost highest: Int64 = .max
  ) async throws {
    let folder = URL(filePath: try #require(Browser.pictureFolder))
    for (dark, suffix) in [(false, ""), (true, "-dark")] {
      try await page.prefer(dark: dark)
      try await page.picture(width: width, atMost: highest).write(
        to: folder.appending(path: "\(name)\(suffix).png"))
    }
  }
}
