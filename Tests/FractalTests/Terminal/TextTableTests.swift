import Testing

@testable import Fractal

@Suite struct TextTableTests {
  @Test(
    "columns line up, wide characters count twice, control characters do not reach the terminal")
  func aligned() {
    var table = TextTable("A", "B")
    table.add("箱", "x\u{1B}[31m")
    table.add("long one")
    #expect(table.text == "A         B\n箱        x [31m\nlong one  ")
  }

  @Test("a long text is cut to its columns with an ellipsis")
  func shortened() {
    #expect(TextTable.shortened("abcdef", to: 4) == "abc…")
    #expect(TextTable.shortened("abcd", to: 4) == "abcd")
    #expect(TextTable.shortened("箱箱箱", to: 4) == "箱…")
  }
}
