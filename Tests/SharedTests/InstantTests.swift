import Shared
import Testing

@Suite struct InstantTests {
  @Test(
    "seconds round towards the past on both sides of the epoch",
    arguments: [
      (1_500_000, 1), (-1, -1), (-1_000_000, -1), (-1_000_001, -2), (0, 0),
    ])
  func secondsRoundDown(microseconds: Int64, seconds: Int64) {
    #expect(Instant(microseconds: microseconds).seconds == seconds)
  }
}
