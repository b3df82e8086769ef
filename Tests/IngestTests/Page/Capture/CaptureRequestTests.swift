import FoundationEssentials
import Shared
import Testing

@testable import Ingest

@Suite struct CaptureRequestTests {
  private static let id = "8d6f8f3e-6b0f-4bb4-9c1f-3f1f4f0d2a11"

  private func read(_ members: KeyValuePairs<String, JSONValue>) throws -> CaptureRequest {
    var object: JSONObject = ["captureId": .string(Self.id), "url": "https://example.com/a"]
    for (key, value) in members { object[key] = value }
    return try CaptureRequest(json: .object(object))
  }

  @Test("what was pointed at is told by what came")
  func kinds() throws {
    #expect(try read([:]).kind == .page)
    #expect(try read(["selections": ["<p>a</p>", ""]]).kind == .selection)
    #expect(
      try read(["link": ["url": "https://b.example/", "text": " two  words "]]).kind == .link)
    let image = try read(["image": ["url": "https://b.example/i.png"], "kind": "image"])
    #expect(image.kind == .image)
    #expect(image.subject == "https://b.example/i.png")
    #expect(
      try read(["link": ["url": "https://b.example/", "text": " two  words "]]).targetText
        == "two words")
  }

  @Test(
    "what cannot be taken says where it is wrong",
    arguments: [
      (["url": "chrome://settings"], "/url"),
      (["url": "https://example.com/a\u{0}b"], "/url"),
      (["captureId": "7"], "/captureId"),
      (["project": "garden"], "/project"),
      (["link": ["url": "javascript:alert(1)"]], "/link/url"),
      (["kind": "image"], "/image"),
      (["kind": "page", "link": ["url": "https://b.example/"]], "/kind"),
      (["screenshot": ["data": "not base64!"]], "/screenshot/data"),
    ] as [(JSONObject, String)])
  func refusals(change: JSONObject, pointer: String) throws {
    var object: JSONObject = ["captureId": .string(Self.id), "url": "https://example.com/a"]
    for member in change.members { object[member.key] = member.value }
    do {
      _ = try CaptureRequest(json: .object(object))
      Issue.record("it was taken")
    } catch CaptureRefusal.invalid(let found, _) {
      #expect(found == pointer)
    }
  }

  @Test("a page beyond the limit is too large, not wrong")
  func large() throws {
    let html = String(repeating: "x", count: CaptureLimits.htmlBytes + 1)
    #expect(throws: CaptureRefusal.tooLarge(limit: CaptureLimits.htmlBytes)) {
      _ = try read(["html": .string(html)])
    }
  }

  @Test("of a capture that cannot be worked on all is known that can be read")
  func details() throws {
    let details: JSONObject = [
      "capture": .string(Self.id), "url": "https://example.com/a", "title": "Noted",
    ]
    let whole: JSONValue = [
      "captureId": .string(Self.id), "url": "https://example.com/a", "note": "n", "tags": ["t"],
      "link": ["url": "https://b.example/", "text": "B"],
    ]
    let read = try #require(CaptureRequest(details: details, body: whole))
    #expect(read.kind == .link)
    #expect(read.note == "n")
    let broken: JSONValue = ["note": "n", "tags": ["t", 7], "selections": ["<p>a</p>"]]
    let part = try #require(CaptureRequest(details: details, body: broken))
    #expect(part.title == "Noted")
    #expect(part.note == "n")
    #expect(part.tags == ["t"])
    #expect(part.selections == ["<p>a</p>"])
    let bare = try #require(CaptureRequest(details: details, body: nil))
    #expect(bare.address == "https://example.com/a")
    #expect(CaptureRequest(details: [:], body: broken) == nil)
  }
}
