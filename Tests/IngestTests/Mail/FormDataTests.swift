import Shared
import Support
import Testing

@testable import Ingest

@Suite struct FormDataTests {
  @Test("fields, files and empty contents come out byte for byte")
  func parts() throws {
    var form = TestForm()
    form.add("subject", "Grüße")
    form.add("empty", "")
    form.add("file1", [0, 13, 10, 45, 45, 255], fileName: "a \\\"b\\\".bin", type: "image/png")
    form.add("subject", "second")
    let data = try FormData(form.bytes, contentType: TestForm.contentType)
    #expect(data.parts.map(\.name) == ["subject", "empty", "file1", "subject"])
    #expect(data.text("subject") == "Grüße")
    #expect(data.content("empty") == [])
    #expect(data.content("file1") == [0, 13, 10, 45, 45, 255])
    #expect(data.parts[2].fileName == "a \"b\".bin")
    #expect(data.parts[2].mediaType == "image/png")
    #expect(data.content("missing") == nil)
  }

  @Test("a boundary that goes on is content, and what stands before the first one is skipped")
  func boundaries() throws {
    var form = TestForm()
    form.add("text", "before\r\n--\(TestForm.boundary)X\r\nafter")
    let bytes = Array("preamble\r\n".utf8) + form.bytes + Array("epilogue".utf8)
    let data = try FormData(bytes, contentType: TestForm.contentType)
    #expect(data.text("text") == "before\r\n--\(TestForm.boundary)X\r\nafter")
    #expect(data.parts.count == 1)
  }

  @Test("a form without its end is refused, wherever it was cut")
  func truncated() throws {
    var form = TestForm()
    form.add("a", "1")
    form.add("b", "22")
    let whole = form.bytes
    // The closing hyphens and their line end are no content.
    for count in 0..<(whole.count - 2) {
      #expect(throws: FormError.self) {
        _ = try FormData(Array(whole.prefix(count)), contentType: TestForm.contentType)
      }
    }
    #expect(try FormData(whole, contentType: TestForm.contentType).parts.count == 2)
  }

  @Test("other types, missing boundaries and too many parts are refused by name")
  func refused() {
    let body = Array("--x\r\n\r\n--x--".utf8)
    for type in ["text/plain", "multipart/form-data", "multipart/mixed; boundary=x", ""] {
      #expect(throws: FormError.contentType) { _ = try FormData(body, contentType: type) }
    }
    let many = String(
      repeating: "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", count: 1_200)
    #expect(throws: FormError.tooLarge) {
      _ = try FormData(
        Array((many + "--x--").utf8), contentType: "multipart/form-data; boundary=x")
    }
    let wide = "--x\r\nA: \(String(repeating: "b", count: 20_000))\r\n\r\n\r\n--x--"
    #expect(throws: FormError.tooLarge) {
      _ = try FormData(Array(wide.utf8), contentType: "multipart/form-data; boundary=x")
    }
  }

  @Test("a form in the way of URLs is read with its escapes, plus signs and bytes")
  func urlEncoded() throws {
    let data = try FormData(
      Array("body-plain=49%2C90+%E2%82%AC&empty=&odd=%4&raw=%FF&novalue&=x".utf8),
      contentType: "application/x-www-form-urlencoded; charset=utf-8")
    #expect(data.text("body-plain") == "49,90 €")
    #expect(data.content("empty") == [])
    #expect(data.text("odd") == "%4")
    #expect(data.content("raw") == [0xFF])
    #expect(data.content("novalue") == [])
    #expect(data.parts.count == 5)
  }

  @Test("whatever the contents are, they come out as they went in", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var form = TestForm()
    var contents: [[UInt8]] = []
    let alphabet: [UInt8] = [13, 10, 45, 0, 255] + Array(TestForm.boundary.utf8)
    for index in 0..<Int.random(in: 1...8, using: &random) {
      let count = Int.random(in: 0...60, using: &random)
      let content = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      // The very boundary inside a content ends it; a sender chooses another one then.
      let separator = Array("--\(TestForm.boundary)".utf8)
      guard content.firstRange(of: separator) == nil else { continue }
      form.add("part\(index)", content)
      contents.append(content)
    }
    let data = try FormData(form.bytes, contentType: TestForm.contentType)
    #expect(data.parts.map { Array(data.bytes[$0.content]) } == contents, "seed \(seed)")
  }
}
