import Testing

@testable import Shared

@Suite struct IMAPAnswerReaderTests {
  private func answers(_ text: String, limit: Int = 1_000) throws(IMAPError) -> [IMAPAnswer] {
    var reader = IMAPAnswerReader(literalLimit: limit)
    reader.push(Array(text.utf8))
    var found: [IMAPAnswer] = []
    while let answer = try reader.next() { found.append(answer) }
    return found
  }

  @Test("codes, counts and lists of a server are read")
  func plain() throws {
    let found = try answers(
      "* 5 EXISTS\r\n* OK [UIDVALIDITY 1795160000] valid\r\n* SEARCH 4 17 9\r\n"
        + "* FLAGS (\\Seen \\Deleted)\r\nF1 OK [READ-ONLY] Examine completed (0.001 secs).\r\n")
    #expect(found.count == 5)
    #expect(found[0].number(1) == 5 && found[0].atom(2) == "EXISTS")
    #expect(found[1].codeNumber("UIDVALIDITY") == 1_795_160_000)
    #expect(found[1].codeNumber("UIDNEXT") == nil)
    #expect(found[2].words.indices.compactMap { found[2].number($0) } == [4, 17, 9])
    #expect(found[4].atom(0) == "F1" && found[4].atom(1) == "OK")
  }

  @Test("a literal comes out byte for byte, however the bytes arrive")
  func literal() throws {
    let text =
      "* 3 FETCH (UID 17 BODY[] {13}\r\nA: b)\r\n\r\n{3}\r FLAGS (\\Recent))\r\nF2 OK done\r\n"
    let bytes = Array(text.utf8)
    for size in 1...bytes.count {
      var reader = IMAPAnswerReader(literalLimit: 100)
      var found: [IMAPAnswer] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        reader.push(Array(bytes[start..<min(start + size, bytes.count)]))
        while let answer = try reader.next() { found.append(answer) }
      }
      #expect(found.count == 2, "\(size)")
      #expect(found[0].value(after: "UID") == .atom("17"))
      #expect(found[0].value(after: "BODY[]") == .string(Array("A: b)\r\n\r\n{3}\r".utf8)))
    }
  }

  @Test("a short body may come in quotes")
  func quoted() throws {
    let found = try answers("* 1 FETCH (BODY[] \"a \\\"b\\\"\" UID 2)\r\n")
    #expect(found[0].value(after: "BODY[]") == .string(Array("a \"b\"".utf8)))
    #expect(found[0].value(after: "UID") == .atom("2"))
  }

  @Test("literals and lines beyond their bounds are refused before they are held")
  func bounds() throws {
    #expect(throws: IMAPError(.malformed)) { _ = try answers("* 1 FETCH (X {1001}\r\n") }
    #expect(throws: IMAPError(.malformed)) {
      _ = try answers("* 1 FETCH (X {99999999999999999999}\r\n")
    }
    #expect(throws: IMAPError(.malformed)) {
      _ = try answers(String(repeating: "a", count: IMAPLimits.lineBytes + 1))
    }
    let many = String(repeating: "{1}\r\nx", count: IMAPLimits.literals + 1)
    #expect(throws: IMAPError(.malformed)) { _ = try answers("* \(many)\r\n") }
    #expect(try answers("* 1 FETCH (X {1000}\r\n").isEmpty)
  }

  @Test("no bytes of a server break the reader", arguments: 0..<50)
  func anything(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let alphabet = Array("* FETCH()[]{12}\"\\\r\n0aB ".utf8)
    var reader = IMAPAnswerReader(literalLimit: 20)
    var taken = 0
    for _ in 0..<20 {
      reader.push((0..<40).map { _ in alphabet.randomElement(using: &random) ?? 0 })
      do {
        while let answer = try reader.next() { taken += answer.words.count }
      } catch {
        #expect(error.code == .malformed, "seed \(seed)")
        break
      }
    }
    #expect(taken <= 800)
  }

  @Test("names of folders are written in modified UTF-7 inside quotes")
  func folders() throws {
    #expect(try IMAPText.folder("INBOX") == "\"INBOX\"")
    #expect(try IMAPText.folder("A \"b\" \\c") == "\"A \\\"b\\\" \\\\c\"")
    #expect(IMAPText.modifiedUTF7("Entwürfe & mehr") == "Entw&APw-rfe &- mehr")
    #expect(IMAPText.modifiedUTF7("台北") == "&U,BTFw-")
    for name in ["", "a\r\nb", "\u{0}", String(repeating: "x", count: 1_001)] {
      #expect(throws: IMAPError(.invalidFolder)) { _ = try IMAPText.folder(name) }
    }
  }
}
