import Foundation
import Shared
import Support
import Testing

@testable import Ingest

@Suite struct PageTaskTests {
  private static let now = Instant("2026-11-20T09:00:00Z")!

  /// The draft of a page of `fixtures/pages`, as a user in Berlin captures it.
  private func draft(
    _ name: String, now: Instant = now, change: (inout JSONObject) -> Void = { _ in }
  ) throws -> TaskDraft {
    let folder = Fixtures.folder.appending(path: "pages")
    let expected = try JSONValue(
      parsing: Array(try Data(contentsOf: folder.appending(path: name + ".json"))))
    let html = Array(try Data(contentsOf: folder.appending(path: name + ".html")))
    let address = expected["address"]?.stringValue ?? "https://example.com/"
    var body: JSONObject = [
      "captureId": .string(UUID().uuidString), "url": .string(address), "html": "<p>",
    ]
    change(&body)
    let request = try CaptureRequest(json: .object(body))
    let selections = request.selections.map {
      PageReader.markdown(ofSelection: Array($0.utf8), address: address).markdown
    }
    return PageTask(
      request: request, page: PageReader.read(html, address: address), selections: selections,
      zone: try TimeZoneDatabase.system.zone(named: "Europe/Berlin"), now: now
    ).make()
  }

  @Test("a recipe's ingredients are a checklist and its total time the estimate")
  func recipe() throws {
    let task = try draft("recipe-de")
    #expect(task.title == "Graupensuppe mit Pilzen")
    #expect(task.estimatedMinutes == 65)
    let text = try #require(task.description)
    #expect(text.contains("- [ ] 200 g Perlgraupen\n- [ ] 400 g Pilze\n"))
    #expect(text.contains("**Total time:** 1 h 5 min"))
  }

  @Test("an event's start and place become start, due and place")
  func event() throws {
    let task = try draft("event-en")
    #expect(task.start == Instant("2026-12-04T18:00:00Z"))
    #expect(task.facts.notBefore == task.start)
    #expect(task.due == Instant("2026-12-04T22:30:00Z"))
    #expect(task.facts.dueGrain == .minute)
    #expect(task.facts.place == "Hill Observatory, Hill Road 4, Graz, AT")
    #expect(task.timezone == "Europe/Berlin")
  }

  @Test("an event that is over gives no due date, and says so")
  func pastEvent() throws {
    let task = try draft("event-en", now: try #require(Instant("2027-01-01T00:00:00Z")))
    #expect(task.due == nil)
    #expect(task.start == nil)
    #expect(task.facts.warnings == ["event_past"])
  }

  @Test("a job's closing date is a hard deadline at the end of that day")
  func job() throws {
    let task = try draft("job-nl")
    #expect(task.due == Instant("2026-12-31T22:59:59Z"))
    #expect(task.facts.dueGrain == .day)
    #expect(task.isHardDeadline)
    #expect(task.description?.contains("**Employer:** River Ferries") == true)
  }

  @Test("a product shows its price, a paper its DOI, an issue its repository and number")
  func facts() throws {
    #expect(try draft("product-en").description?.contains("- **Price:** ") == true)
    #expect(try draft("paper-en").description?.contains("](https://doi.org/10.") == true)
    #expect(try draft("issue-en").description?.contains("- **Number:** #") == true)
    #expect(try draft("repository-en").description?.contains("- **Repository:** ") == true)
  }

  @Test("a video takes as long as it lasts, an article as long as its words take in its language")
  func estimates() throws {
    #expect(try draft("video-en").estimatedMinutes != nil)
    #expect(try draft("news-en").estimatedMinutes != nil)
    #expect(ReadingSpeed.wordsPerMinute("de-AT") < ReadingSpeed.wordsPerMinute("en"))
    #expect(try draft("product-en").estimatedMinutes == nil)
  }

  @Test(
    "what the reader selected wins over the article, his note leads, and the source stands there")
  func selection() throws {
    let task = try draft("news-en") { body in
      body["selections"] = ["<p>The <b>one</b> sentence.</p>", "<p>Another.</p>"]
      body["note"] = "ask Ann about this"
      body["tags"] = ["reading"]
    }
    let text = try #require(task.description)
    #expect(text.hasPrefix("ask Ann about this\n\n["))
    #expect(text.hasSuffix("The **one** sentence.\n\n---\n\nAnother."))
    #expect(task.tags == ["reading"])
    #expect(task.facts.sourceKind == "page")
  }

  @Test("a verb leads the title only where it is wanted, in the page's language")
  func verbs() throws {
    let plain = try draft("recipe-de").title
    let wanted = try draft("recipe-de") { $0["verb"] = true }.title
    #expect(wanted == "Kochen: " + plain)
  }

  @Test("a link and a picture become tasks of what was pointed at")
  func targets() throws {
    let link = try draft("news-en") { body in
      body["html"] = nil
      body["title"] = "Front page"
      body["link"] = ["url": "https://b.example/long/read?utm_source=x", "text": "A long read"]
    }
    #expect(link.title == "A long read")
    #expect(link.facts.sourceURL == "https://b.example/long/read?utm_source=x")
    #expect(link.facts.canonicalURL == "https://b.example/long/read")
    #expect(link.description?.contains("found on [Front page](") == true)
    let image = try draft("news-en") { body in
      body["image"] = ["url": "https://b.example/cat.jpg"]
      body["title"] = "Cats"
    }
    #expect(image.title == "Cats")
    #expect(image.description?.contains("![](https://b.example/cat.jpg)") == true)
  }

  @Test("a page that could not be read is a task of title and link that says so")
  func unreadable() throws {
    let request = try CaptureRequest(
      json: [
        "captureId": .string(UUID().uuidString), "url": "https://www.example.com/a%20b",
        "html": "<p>",
      ])
    let task = PageTask(
      request: request, page: nil, selections: [], zone: .utc, now: Self.now
    ).make()
    #expect(task.title == "example.com/a b")
    #expect(task.description == "[www.example.com](https://www.example.com/a%20b)")
    #expect(task.facts.warnings == ["page_unreadable"])
  }

  @Test("every field that a page fills says where it came from")
  func explained() throws {
    for name in ["recipe-de", "event-en", "job-nl", "video-en", "news-ja", "product-fr"] {
      let task = try draft(name)
      let unexplained = task.unexplainedFields.filter { $0 != .timezone && $0 != .dueGrain }
      #expect(unexplained.isEmpty, "\(name)")
    }
  }

  @Test("words of the page that mean something in Markdown mean nothing in the task")
  func escaping() throws {
    let request = try CaptureRequest(
      json: [
        "captureId": .string(UUID().uuidString), "url": "https://example.com/a)b",
        "note": "<b>*x*</b>", "html": "<p>",
      ])
    var page = PageDraft()
    page.siteName = "[evil](javascript:alert(1))"
    page.authors = ["<script>"]
    page.excerpt = "> # heading"
    let task = PageTask(
      request: request, page: page, selections: [], zone: .utc, now: Self.now
    ).make()
    let html = MarkdownText.html(task.description ?? "", pictures: false)
    #expect(!html.contains("<script"))
    #expect(!html.contains("javascript:alert(1)\""))
    #expect(!html.contains("<h1"))
  }
}
