import NLParse
import Testing

@Suite("Pasted lists")
struct LineBatchTests {
  @Test("Indentation nests, marks are taken off, empty lines are left out")
  func nested() {
    let batch = LineBatch(
      "- Plan trip\n  - book flights\n\t* pack\n\n2. Call Bob\n  [ ] ask about May\n")
    #expect(
      batch.items.map(\.text) == ["Plan trip", "book flights", "pack", "Call Bob", "ask about May"])
    #expect(batch.items.map(\.depth) == [0, 1, 2, 0, 1])
    #expect(!batch.isCut)
  }

  @Test("Lines beyond the limit are cut, and that is said")
  func cut() {
    let batch = LineBatch(String(repeating: "line\n", count: LineLimits.batchLines + 1))
    #expect(batch.items.count == LineLimits.batchLines)
    #expect(batch.isCut)
  }

  @Test("Choices of the operator are read by name, and unknown ones refused")
  func choices() throws {
    let choices = try #require(
      LinePolicy.Choices("date_order=dmy, next_weekday=nearest,morning=8-11,language=de"))
    #expect(choices.policy.dateOrder == .dayFirst)
    #expect(choices.policy.nextWeekday == .nearest)
    #expect(choices.policy.morning == 8..<11)
    #expect(choices.language == "de")
    for text in ["date_order=ymd", "colour=red", "morning=11-8", "language=xx", "nonsense"] {
      #expect(LinePolicy.Choices(text) == nil, "\(text)")
    }
  }
}
