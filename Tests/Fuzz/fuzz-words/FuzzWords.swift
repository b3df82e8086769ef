import Embeddings

/// A vocabulary of the pieces that need rules of their own.
private let tokenizer: WordPieceTokenizer = {
  let pieces = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##a", "b", "##b", "!", "-", "日", "か", "##な",
  ]
  let file = Array(pieces.joined(separator: "\n").utf8)
  guard let tokenizer = try? WordPieceTokenizer(vocabulary: WordPieceVocabulary(file: file)) else {
    preconditionFailure("the vocabulary lacks a special piece")
  }
  return tokenizer
}()

/// Any bytes are a text: its words fold the same way twice and after folding case, they survive being
/// stored, its word pieces keep to their limit and to the vocabulary; and any bytes are a vocabulary
/// and a stored list of words, or are refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWords(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  let words = TermVector(text)
  precondition(words == TermVector(text))
  precondition(words.terms.count <= EmbeddingLimits.termsPerText)
  precondition(zip(words.terms, words.terms.dropFirst()).allSatisfy { $0.id < $1.id })
  precondition(TermVector(bytes: words.bytes) == words)
  if text.utf8.allSatisfy({ $0 < 0x80 }) { precondition(TermVector(text.uppercased()) == words) }
  if let stored = TermVector(bytes: bytes) { precondition(stored.bytes == bytes) }

  let pieces = tokenizer.tokens(of: text)
  precondition((2...EmbeddingLimits.tokensPerText).contains(pieces.ids.count))
  precondition(pieces.ids.first == 2 && pieces.ids.last == 3)
  precondition(pieces.ids.allSatisfy { (0..<14).contains($0) })
  precondition((0...1).contains(pieces.unknownShare))
  let short = tokenizer.tokens(of: text, limit: 8)
  precondition(short.ids.count <= 8)
  precondition(
    short.ids.dropLast().elementsEqual(pieces.ids.dropLast().prefix(short.ids.count - 1)))
  _ = try? WordPieceTokenizer(vocabulary: WordPieceVocabulary(file: bytes)).tokens(of: "a word")
  return 0
}
