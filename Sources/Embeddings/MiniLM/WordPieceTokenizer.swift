import Shared

/// Cuts text into word pieces exactly as the reference tokenizer of `all-MiniLM-L6-v2` does.
///
/// The rules are BERT's uncased ones (Devlin and others 2018) as the `tokenizers` library applies
/// them: literal special tokens first, then cleaning, spaces around CJK ideographs, canonical
/// decomposition without non-spacing marks, lower case, split at spaces and punctuation, longest
/// match first.
public struct WordPieceTokenizer: Sendable {
  /// Scalars of a word above which it is unknown as a whole.
  private static let wordLimit = 100

  private let vocabulary: WordPieceVocabulary
  private let unknown: Int32
  private let first: Int32
  private let last: Int32
  /// Special tokens that count as themselves where a text spells them.
  private let specials: [(text: [UInt8], id: Int32)]

  /// A tokenizer over that vocabulary; throws where a special piece is missing.
  public init(vocabulary: WordPieceVocabulary) throws(WordPieceError) {
    self.vocabulary = vocabulary
    var specials: [(text: [UInt8], id: Int32)] = []
    for piece in ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] {
      guard let id = vocabulary.id(of: piece) else { throw WordPieceError(missing: piece) }
      specials.append((Array(piece.utf8), id))
    }
    self.specials = specials
    unknown = specials[1].id
    first = specials[2].id
    last = specials[3].id
  }

  /// The pieces of a text, cut to `limit` with `[CLS]` and `[SEP]` counted.
  public func tokens(
    of text: String, limit: Int = EmbeddingLimits.tokensPerText
  ) -> WordPieceTokens {
    var pieces = WordPieceSink(limit: limit - 2, unknown: unknown)
    let bytes = Array(text.utf8)
    var plain = 0
    var index = 0
    while index < bytes.count, !pieces.isFull {
      if bytes[index] == UInt8(ascii: "["),
        let special = specials.first(where: { bytes[index...].starts(with: $0.text) })
      {
        append(bytes[plain..<index], to: &pieces)
        pieces.append(special.id)
        index += special.text.count
        plain = index
      } else {
        index += 1
      }
    }
    append(bytes[plain...], to: &pieces)
    let unknownShare =
      pieces.ids.isEmpty ? 0 : Double(pieces.unknownCount) / Double(pieces.ids.count)
    return WordPieceTokens(
      ids: [first] + pieces.ids + [last], unknownShare: unknownShare,
      isTruncated: pieces.isTruncated)
  }

  private func append(_ bytes: ArraySlice<UInt8>, to pieces: inout WordPieceSink) {
    guard !bytes.isEmpty, !pieces.isFull else { return pieces.note(dropped: bytes.count) }
    let words = WordSplitter.words(of: bytes)
    for word in words.ranges {
      if pieces.isFull { return pieces.note(dropped: 1) }
      append(word: word, of: words.bytes, to: &pieces)
    }
  }

  /// Appends the longest known pieces of a word, or one unknown piece where some rest has none.
  private func append(word: Range<Int>, of bytes: [UInt8], to pieces: inout WordPieceSink) {
    let scalars = bytes[word].count { $0 & 0xC0 != 0x80 }
    guard scalars <= Self.wordLimit else { return pieces.append(unknown) }
    // Two bytes in front of the word: `##` is written there, and later over what was consumed.
    var buffer = [UInt8(ascii: "#"), UInt8(ascii: "#")] + bytes[word]
    var found: [Int32] = []
    var start = 2
    while start < buffer.count {
      var from = start
      if start > 2 {
        from = start - 2
        buffer[from] = UInt8(ascii: "#")
        buffer[from + 1] = UInt8(ascii: "#")
      }
      var end = buffer.count
      var match = vocabulary.id(of: from..<end, in: buffer)
      while match == nil, end > start + 1 {
        end -= 1
        if buffer[end] & 0xC0 == 0x80 { continue }
        match = vocabulary.id(of: from..<end, in: buffer)
      }
      guard let match else { return pieces.append(unknown) }
      found.append(match)
      start = end
    }
    for id in found { pieces.append(id) }
  }
}
