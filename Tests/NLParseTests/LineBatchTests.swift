import NLParse
import Testing

@Suite("Pasted lists")
struct LineBatchTests {
  @Test("Indentation nests, marks are taken off, empty lines are left out")
  func nested() {
    let batch = LineBatch(
      "- Plan trip\n  - book flights\n\t* pack\n\n* Call Bob\n  [ ] ask about May\n")
    #expect(
      batch.items.map(\.text) == ["Plan trip", "book flights", "pack", "Call Bob", "ask about May"])
    #expect(batch.items.map(\.depth) == [0, 1, 2, 0, 1])
    #expect(!batch.isCut)
  }

  @Test("Numbers are taken off only where two lines beside each other count up with them")
  func numbers() {
    let lists: [(String, [String])] = [
      ("1. April Steuererklärung abgeben", ["1. April Steuererklärung abgeben"]),
      ("24. ordnen", ["24. ordnen"]),
      ("1. eggs\n2. milk\n3. bread", ["eggs", "milk", "bread"]),
      ("1. trip\n  1. book\n  2. pack\n2. home", ["trip", "book", "pack", "home"]),
      ("1. April Steuer\n15. Mai Urlaub", ["1. April Steuer", "15. Mai Urlaub"]),
      ("2. eggs\n1. milk", ["2. eggs", "1. milk"]),
      ("- eggs\n1. milk\n- bread", ["eggs", "1. milk", "bread"]),
      ("1. [x] eggs\n2. [ ] milk", ["eggs", "milk"]),
    ]
    for (text, wanted) in lists {
      #expect(LineBatch(text).items.map(\.text) == wanted, "\(text)")
    }
  }

  @Test("A ticked box makes a done line, and every line knows where its text begins")
  func done() {
    let items = LineBatch("  - [x] Übung\n10. [ ] milk\n11. [X] bread").items
    #expect(items.map(\.isDone) == [true, false, true])
    #expect(items.map(\.text) == ["Übung", "milk", "bread"])
    #expect(items.map(\.offset) == [8, 8, 8])
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
