import Foundation
import Shared
import Support
import Testing

/// The extension in a real browser, against the built server and worker, down to the tasks.
@Suite(.serialized, .enabled(if: Browser.isAvailable, "needs Chromium"))
struct ExtensionTests {
  private static let captures =
    "select count(*) from pipeline.raw_inputs where source like 'capture%'"

  @Test("one click saves what the browser shows, with project, tags and note from the popup")
  func click() async throws {
    try await ExtensionWorld.with { world in
      try await world.browse(token: try await world.token(), opensPopup: true) { inside in
        try await inside.browser.open(world.pages.url("/tomatoes"))
        try await inside.click(on: "/tomatoes")
        let popup = try await inside.popup()
        try await popup.waitForText("Captured.")
        try await popup.wait("document.getElementById('project').options.length === 2")
        let project = world.mail.world.project.uuidString.lowercased()
        try await popup.type(project, into: "project")
        try await popup.type("balcony, #Vegetables", into: "tags")
        try await popup.type("For the spring", into: "note")
        // The capture waits for as long as the popup stands open.
        try await Task.sleep(for: .seconds(6))
        #expect(try await inside.queue().count == 1)
        try await popup.click("send")
        try await popup.waitForText("Saved.")
        #expect(try await world.tasks(1) == 1)
        try await inside.waitForQueue(0)
      }
      #expect(try await world.ofTask("title").contains("Growing tomatoes on a balcony"))
      #expect(
        try await world.ofTask("project_id") == world.mail.world.project.uuidString.lowercased())
      let text = try await world.ofTask("description")
      for part in [
        "Shadowed words", "Slotted words", "Framed words", "/picture.png", "For the spring",
      ] {
        #expect(text.contains(part), "\(part) in \(text)")
      }
      #expect(!text.contains("never-send-this"))
      let tags = "select count(*) from task_tags"
      #expect(try await world.mail.world.count(tags) == 2)
    }
  }

  @Test("a second click takes the capture back, a double click is one capture")
  func undo() async throws {
    try await ExtensionWorld.with { world in
      try await world.browse(token: try await world.token()) { inside in
        let url = world.pages.url("/climbers")
        try await inside.browser.open(url)
        try await inside.click(on: "/climbers")
        try await inside.waitForQueue(1)
        try await inside.waitForBadge("undo", on: url)
        try await Task.sleep(for: .milliseconds(1_200))
        try await inside.click(on: "/climbers")
        try await inside.waitForQueue(0)
        try await inside.waitForBadge("", on: url)
        try await inside.click(on: "/climbers")
        try await inside.click(on: "/climbers")
        #expect(try await world.tasks(1) == 1)
        #expect(try await world.mail.world.count(Self.captures) == 1)
      }
    }
  }

  @Test("selection, link and image are saved from the context menu")
  func menus() async throws {
    try await ExtensionWorld.with(isHasty: true) { world in
      try await world.browse(token: try await world.token()) { inside in
        let url = world.pages.url("/code")
        let page = try await inside.browser.open(url)
        // The first click grants the tab, as choosing from the menu would.
        try await inside.click(on: "/code")
        #expect(try await world.tasks(1) == 1)
        try await world.forgetTasks()
        try await page.evaluate(
          "getSelection().selectAllChildren(document.querySelector('pre'))")
        try await inside.choose(["menuItemId": "selection", "selectionText": "int"], on: url)
        #expect(try await world.tasks(1) == 1)
        let text = try await world.ofTask("description")
        #expect(text.contains("int a = 1;"))
        #expect(!text.contains("Water them in"), "the selection wins: \(text)")
        try await inside.change(["leadsWithVerb": true])
        try await inside.choose(
          ["menuItemId": "link", "linkUrl": "https://plants.example/ivy"], on: url)
        #expect(try await world.tasks(2) == 2)
        let named = "select count(*) from tasks where title = 'Read: More about ivy'"
        #expect(try await world.mail.world.count(named) == 1)
        try await inside.choose(
          ["menuItemId": "image", "srcUrl": "https://plants.example/ivy.png"], on: url)
        #expect(try await world.tasks(3) == 3)
        // The bytes of a picture come along where the page itself may read them.
        let files = "select count(*) from attachments where file_name = 'picture.png'"
        #expect(try await world.mail.world.count(files) == 0)
        try await inside.choose(
          ["menuItemId": "image", "srcUrl": .string(world.pages.url("/picture.png"))], on: url)
        #expect(try await world.tasks(4) == 4)
        #expect(try await world.mail.world.count(files) == 1)
        let link = """
          select count(*) from tasks
          where deleted_at is null and description like '%https://plants.example/ivy%'
          """
        #expect(try await world.mail.world.count(link) == 2)
      }
    }
  }

  @Test("what is saved while the server is down is delivered exactly once, after a restart too")
  func serverAway() async throws {
    try await ExtensionWorld.with(isHasty: true) { world in
      let token = try await world.token()
      world.stopServer()
      try await world.browse(token: token) { inside in
        for name in ["/climbers", "/private"] {
          try await inside.browser.open(world.pages.url(name))
          try await inside.click(on: name)
          try await Task.sleep(for: .milliseconds(300))
        }
        try await inside.waitForQueue(2, failure: "unreachable")
        try await inside.waitForBadge("2")
        #expect(try await inside.title().contains("2 waiting"))
        #expect(try await world.mail.world.count(Self.captures) == 0)
      }
      try await world.startServer()
      try await world.browse(token: token) { inside in
        #expect(try await world.tasks(2) == 2)
        try await inside.waitForQueue(0)
        try await inside.waitForBadge("")
      }
      #expect(try await world.mail.world.count(Self.captures) == 2)
    }
  }

  @Test("a wrong token is said clearly and holds captures until a good one is there")
  func wrongToken() async throws {
    try await ExtensionWorld.with(isHasty: true) { world in
      let token = try await world.token()
      try await world.browse(token: "frl_wrong") { inside in
        try await inside.browser.open(world.pages.url("/private"))
        try await inside.click(on: "/private")
        try await inside.waitForQueue(1, failure: "signedOut")
        try await inside.waitForBadge("!")
        #expect(try await inside.title().contains("Not signed in"))
        let options = try await inside.options()
        try await options.type(world.address + "/", into: "server")
        try await options.type("frl_wrong_too", into: "token")
        try await options.click("connect")
        try await options.waitForText("does not know this token")
        try await options.type(token, into: "token")
        try await options.click("connect")
        try await options.waitForText("Connected as")
        try await options.click("leads-with-verb")
        try await options.waitForText("Kept.")
        let kept = try await options.evaluate("chrome.storage.local.get('settings')")
        #expect(kept["settings"]?["leadsWithVerb"]?.boolValue == true)
        #expect(try await world.tasks(1) == 1)
        try await inside.waitForQueue(0)
        try await inside.waitForBadge("")
      }
    }
  }

  @Test("a page of 19 MB is saved")
  func longPage() async throws {
    try await ExtensionWorld.with(isHasty: true) { world in
      try await world.browse(token: try await world.token()) { inside in
        try await inside.browser.open(world.pages.url("/long"))
        try await inside.click(on: "/long")
        #expect(try await world.tasks(1) == 1)
        #expect(try await world.ofTask("title").contains("The longest page"))
      }
    }
  }

  @Test("a saved page can be taken back; one that was saved before makes no second task")
  func savedBefore() async throws {
    try await ExtensionWorld.with { world in
      try await world.browse(token: try await world.token(), opensPopup: true) { inside in
        let url = world.pages.url("/climbers")
        let page = try await inside.browser.open(url)
        try await inside.click(on: "/climbers")
        let popup = try await inside.popup()
        try await popup.waitForText("Captured.")
        try await popup.click("send")
        try await popup.waitForText("Saved.")
        #expect(try await world.tasks(1) == 1)
        // The server takes a capture back as well.
        try await popup.click("undo")
        #expect(try await world.tasks(0) == 0)
        try await popup.type("Water the ivy tomorrow", into: "line")
        try await popup.click("add")
        try await popup.waitForText("Added: Water the ivy, due ")
        #expect(try await world.tasks(1) == 1)
        try await world.mail.database.pool.execute(
          SQL("", "update tasks set deleted_at = now() where title = 'Water the ivy'"), [])
        try await popup.click("save")
        try await popup.waitForText("Captured.")
        try await popup.click("send")
        try await popup.waitForText("Saved.")
        #expect(try await world.tasks(1) == 1)
        try await inside.browser.closePage("popup/popup.html")
        try await page.evaluate("location.hash = 'again'")
        try await inside.click(on: "/climbers")
        let again = try await inside.popup()
        try await again.waitForText("Saved before, on")
        try await again.click("send")
        try await again.waitForText("The task from before gets what is new.")
        try await inside.waitForQueue(0)
      }
      let done = Self.captures + " and outcome is not null"
      #expect(try await world.mail.wait(for: 3, of: done, seconds: 60) == 3)
      #expect(try await world.tasks(1) == 1)
    }
  }
}
