import Support
import Testing

@testable import Shared

@Suite struct LexoRankTests {
  @Test(
    "the next rank keeps the manner of the one before it",
    arguments: [
      ("0|hzzzzz:", "0|i00007:"), ("0|i00007:", "0|i0000f:"), ("0|i00007:z", "0|i00007:z100000"),
      ("000100", "000108"), ("aaa", "aab"), ("az", "b1"), ("n", "o"), ("A9", "AA"),
      ("zzzzz", "zzzzz100000"), ("zzzy", "zzzz"), ("", "100000"), ("日本", "日本100000"),
      ("9", "9100000"),
    ])
  func manner(rank: String, next: String) {
    #expect(LexoRank(rank).next()?.text == next)
  }

  @Test("a chain of a hundred thousand ranks always grows and stays short")
  func longChain() throws {
    for start in [LexoRank.first.text, "z", "0|zzzzzz:", "~", "a0"] {
      var rank = LexoRank(start)
      for _ in 0..<20_000 {
        let next = try #require(rank.next())
        guard rank < next, next.text.utf8.count < 40 else {
          Issue.record("\(rank.text) is followed by \(next.text)")
          return
        }
        rank = next
      }
    }
  }

  @Test("whatever text stands there, the next rank is greater by bytes and fits its column")
  func anyText() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let pool: [Unicode.Scalar] = [
      "0", "9", "A", "Z", "a", "z", "|", ":", "~", " ", "é", "語", "\u{10FFFF}", "\u{D7FF}",
      "\u{7F}", "y",
    ]
    for round in 0..<20_000 {
      let full = round % 4 == 0
      let length = full ? 255 : Int(random.next() % 12)
      let spread = full ? UInt64(1 + random.next() % 2) : UInt64(pool.count)
      let offset = random.next() % UInt64(pool.count)
      var view = String.UnicodeScalarView()
      for _ in 0..<length {
        view.append(pool[Int((offset + random.next() % spread) % UInt64(pool.count))])
      }
      let rank = LexoRank(String(view))
      guard let next = rank.next() else {
        #expect(view.allSatisfy { $0 == "\u{10FFFF}" }, "seed \(seed): no rank after \(rank.text)")
        continue
      }
      #expect(rank < next, "seed \(seed): \(rank.text) then \(next.text)")
      #expect(next.text.unicodeScalars.count <= 255, "seed \(seed)")
    }
  }
}
