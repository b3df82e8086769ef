import Glibc

/// Which rows hold which words, and how common each word is within one workspace.
///
/// The ranking is Okapi BM25 (Robertson and others, "Okapi at TREC-3", 1994) with the logarithm of
/// Lucene, which is never negative.
struct WordIndex: Sendable {
  private struct Posting {
    let row: UInt32
    let count: UInt16
  }

  /// How soon repetitions of a word stop to count.
  static let saturation: Float = 1.2
  /// How much a long text is held against it.
  static let lengthWeight: Float = 0.5

  private var postings: [UInt32: [Posting]] = [:]
  private var frequencies: [UInt32: Int32] = [:]
  private var documents: [TermVector] = []
  private var liveCount = 0
  private var liveLength = 0
  private var postingCount = 0

  /// Bytes that it takes, roughly.
  var byteCount: Int { postingCount * 16 + postings.count * 64 + documents.count * 48 }

  /// Adds the words of the next row.
  mutating func append(_ words: TermVector) {
    let row = UInt32(documents.count)
    documents.append(words)
    liveCount += 1
    liveLength += words.length
    postingCount += words.terms.count
    for term in words.terms {
      postings[term.id, default: []].append(Posting(row: row, count: term.count))
      frequencies[term.id, default: 0] += 1
    }
  }

  /// Takes a row out of the statistics; its postings stay until the index is built anew.
  mutating func remove(row: Int) {
    let words = documents[row]
    liveCount -= 1
    liveLength -= words.length
    for term in words.terms { frequencies[term.id, default: 1] -= 1 }
    documents[row] = TermVector(terms: [])
  }

  /// The words of a row.
  func words(ofRow row: Int) -> TermVector { documents[row] }

  /// Calls the body with each row that shares a word with the question, and its score above 0. Rows
  /// that were removed may be among them. `statistics` stand in for those of the rows at hand,
  /// where these are only a part of the workspace.
  func score(
    _ question: TermVector, statistics: WordStatistics? = nil,
    _ body: (_ row: Int, _ score: Float) -> Void
  ) {
    let count = Float(statistics?.documents ?? liveCount)
    guard count > 0 else { return }
    var scores = [Float](repeating: 0, count: documents.count)
    let mean = max(1, Float(statistics?.length ?? liveLength) / count)
    for term in question.terms {
      guard let list = postings[term.id],
        let frequency = (statistics?.frequencies ?? frequencies)[term.id], frequency > 0
      else { continue }
      let weight = log(1 + (count - Float(frequency) + 0.5) / (Float(frequency) + 0.5))
      for posting in list {
        let row = Int(posting.row)
        let repeats = Float(posting.count)
        let length = Float(documents[row].length) / mean
        let damping = Self.saturation * (1 - Self.lengthWeight + Self.lengthWeight * length)
        scores[row] += weight * repeats * (Self.saturation + 1) / (repeats + damping)
      }
    }
    for row in scores.indices where scores[row] > 0 { body(row, scores[row]) }
  }
}
