import Testing

@testable import Fractal

@Suite struct TokenCreateTests {
  @Test(
    "a lifetime is a number with a unit, seconds without one",
    arguments: [
      ("90d", 7_776_000), ("12h", 43_200), ("30m", 1_800), ("5s", 5), ("60", 60), ("0", nil),
      ("-1d", nil), ("d", nil), ("", nil), ("1w", nil), ("9223372036854775807d", nil),
    ] as [(String, Int64?)])
  func lifetimes(text: String, seconds: Int64?) {
    #expect(TokenCreate.seconds(text) == seconds)
  }
}
