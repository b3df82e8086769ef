import Embeddings
import Testing

@Suite("Words of the search")
struct WordFoldingTests {
  @Test(
    "texts that people take for the same words are the same",
    arguments: [
      ("Café", "CAFE"), ("ｃａｆé", "cafe"), ("naïve", "Naive"), ("ΆΛΦΑ", "αλφα"),
      ("Ёлка", "елка"), ("ﬁle", "file"), ("pay; rent!", "pay rent"), ("e\u{301}t\u{e9}", "ete"),
      ("２０２６", "2026"), ("قَلَم", "قلم"),
    ])
  func same(_ pair: (String, String)) {
    #expect(TermVector(pair.0) == TermVector(pair.1))
    #expect(!TermVector(pair.0).isEmpty)
  }

  @Test(
    "other words stay others",
    arguments: [("rent", "rant"), ("か", "が"), ("牛奶", "奶牛"), ("a b", "ab"), ("", "a")])
  func different(_ pair: (String, String)) {
    #expect(TermVector(pair.0) != TermVector(pair.1))
  }

  @Test("scripts without spaces give pairs, one alone gives itself")
  func pairs() {
    #expect(TermVector("买牛奶").terms.count == 2)
    #expect(TermVector("买牛奶").length == 2)
    #expect(TermVector("牛").terms.count == 1)
    #expect(TermVector("买牛奶 milk").terms.count == 3)
    #expect(TermVector("milk牛奶").terms.count == 2)
    #expect(TermVector("ซื้อนม").length > 2)
  }

  @Test("bytes give the same terms back, damaged ones none")
  func bytes() {
    let terms = TermVector("to be or not to be")
    #expect(terms.length == 6)
    #expect(terms.terms.count == 4)
    #expect(TermVector(bytes: terms.bytes) == terms)
    #expect(TermVector(bytes: terms.bytes.dropLast()) == nil)
    #expect(TermVector(bytes: Array(terms.bytes.reversed())) == nil)
  }

  @Test("a text of very many words keeps a bounded number")
  func many() {
    let text = (0..<5_000).map { "w\($0)" }.joined(separator: " ")
    #expect(TermVector(text).terms.count == EmbeddingLimits.termsPerText)
  }
}
