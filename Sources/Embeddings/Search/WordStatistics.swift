/// How common the words of a question are in a workspace whose texts are read one after the other.
struct WordStatistics: Sendable {
  /// How many texts there are.
  private(set) var documents = 0
  /// How many words they have together.
  private(set) var length = 0
  /// In how many texts each word of the question occurs.
  private(set) var frequencies: [UInt32: Int32]

  /// Nothing read yet.
  init(of question: TermVector) {
    frequencies = Dictionary(question.terms.map { ($0.id, 0) }, uniquingKeysWith: { $1 })
  }

  /// Counts a text.
  mutating func add(_ words: TermVector) {
    documents += 1
    length += words.length
    for term in words.terms { frequencies[term.id]? += 1 }
  }
}
