import Embeddings
import Testing

@Suite struct WordPieceTokenizerTests {
  private static let pieces = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "call", "the", "bank", "##s", "!", "un", "##aff",
    "##able", "cafe", "i", "日", "本", "か", "##な", "a", "##b", "-", "‐", "ß", "σ",
  ]

  private func tokens(_ text: String) throws -> [String] {
    let file = Array((Self.pieces.joined(separator: "\n") + "\n").utf8)
    let tokenizer = try WordPieceTokenizer(vocabulary: WordPieceVocabulary(file: file))
    return tokenizer.tokens(of: text).ids.dropFirst().dropLast().map { Self.pieces[Int($0)] }
  }

  @Test(
    "text is cut as the reference cuts it",
    arguments: [
      ("Call the banks!", ["call", "the", "bank", "##s", "!"]),
      ("unaffable", ["un", "##aff", "##able"]),
      ("CAFÉ café", ["cafe", "cafe"]),
      ("İ", ["i"]),
      ("日本", ["日", "本"]),
      ("かな", ["か", "##な"]),
      ("a\u{200B}b a\u{0B}b", ["a", "##b", "a", "##b"]),
      ("a\u{2028}a\u{A0}a", ["a", "a", "a"]),
      ("a‐a", ["a", "‐", "a"]),
      ("the [MASK] bank[SEP]", ["the", "[MASK]", "bank", "[SEP]"]),
      ("[mask]", ["[UNK]", "[UNK]", "[UNK]"]),
      ("ΣΣ Σ", ["[UNK]", "σ"]),
      ("\u{0}\u{FFFD}", []),
      ("", []),
    ])
  func cutting(text: String, expected: [String]) throws {
    #expect(try tokens(text) == expected)
  }

  @Test("a word of 100 characters is read, one of 101 is unknown")
  func longWords() throws {
    #expect(try tokens("a" + String(repeating: "b", count: 99)).count == 100)
    #expect(try tokens("a" + String(repeating: "b", count: 100)) == ["[UNK]"])
  }

  @Test("a long text is cut at the limit and says so")
  func truncation() throws {
    let file = Array(Self.pieces.joined(separator: "\n").utf8)
    let tokenizer = try WordPieceTokenizer(vocabulary: WordPieceVocabulary(file: file))
    let long = tokenizer.tokens(of: String(repeating: "bank ", count: 300))
    #expect(long.ids.count == EmbeddingLimits.tokensPerText)
    #expect(long.isTruncated)
    let fits = tokenizer.tokens(of: String(repeating: "bank ", count: 254))
    #expect(fits.ids.count == 256)
    #expect(!fits.isTruncated)
  }

  @Test("the share of unknown pieces is told")
  func unknownShare() throws {
    let file = Array(Self.pieces.joined(separator: "\n").utf8)
    let tokenizer = try WordPieceTokenizer(vocabulary: WordPieceVocabulary(file: file))
    #expect(tokenizer.tokens(of: "call zebra").unknownShare == 0.5)
  }

  @Test("a vocabulary without a special piece is refused by the piece's name")
  func missingPiece() {
    #expect(throws: WordPieceError.self) {
      try WordPieceTokenizer(vocabulary: WordPieceVocabulary(file: Array("[PAD]\n[UNK]".utf8)))
    }
  }
}
