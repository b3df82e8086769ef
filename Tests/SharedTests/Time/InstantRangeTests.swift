import Shared
import Testing

@Suite("Ranges of instants")
struct InstantRangeTests {
  private func range(_ lower: Int64?, _ upper: Int64?) -> InstantRange {
    InstantRange(
      lower: lower.map { Instant(microseconds: $0) }, upper: upper.map { Instant(microseconds: $0) }
    )
  }

  @Test("hold their start and not their end")
  func contains() {
    #expect(range(10, 20).contains(Instant(microseconds: 10)))
    #expect(!range(10, 20).contains(Instant(microseconds: 20)))
    #expect(range(nil, 20).contains(Instant(microseconds: .min)))
    #expect(range(10, nil).contains(Instant(microseconds: .max)))
  }

  @Test("meet only where they share an instant")
  func overlaps() {
    #expect(range(10, 20).overlaps(range(19, 30)))
    #expect(!range(10, 20).overlaps(range(20, 30)))
    #expect(range(nil, nil).overlaps(range(5, 6)))
    #expect(!InstantRange.empty.overlaps(range(nil, nil)))
    #expect(range(10, 20).intersection(range(15, nil)) == range(15, 20))
  }

  @Test("are empty where the end is not later")
  func emptiness() {
    #expect(range(20, 10).isEmpty)
    #expect(range(20, 10) == InstantRange.empty)
    #expect(range(10, 20).microseconds == 10)
    #expect(range(nil, 20).microseconds == nil)
  }
}
