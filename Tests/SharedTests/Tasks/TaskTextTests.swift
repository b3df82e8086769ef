import Testing

@testable import Shared

@Suite struct TaskTextTests {
  @Test("NUL characters are dropped and nothing else is")
  func nul() {
    #expect(TaskText.clean("a\0b\0") == "ab")
    #expect(TaskText.clean("ä\u{1}") == "ä\u{1}")
  }

  @Test("a text of exactly the limit is kept and one more is cut and marked")
  func limit() {
    #expect(TaskText.fit("abcde", 5) == ("abcde", false))
    #expect(TaskText.fit("abcdef", 5) == ("abcd…", true))
    #expect(TaskText.fit("éèêëē", 5) == ("éèêëē", false))
  }

  @Test("a cut never splits what a reader sees as one character")
  func grapheme() {
    let family = "👩‍👩‍👧‍👦"
    let (text, cut) = TaskText.fit("ab" + family + "cd", 6)
    #expect(cut)
    #expect(text == "ab…")
    #expect(text.unicodeScalars.count <= 6)
  }

  @Test("a title loses line breaks and runs of spaces")
  func title() {
    #expect(TaskText.oneLine("  Pay\r\n\tthe   rent \n") == "Pay the rent")
    #expect(TaskText.oneLine(" \n") == "")
  }
}
