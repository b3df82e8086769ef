import FoundationEssentials
import Shared

/// A history of labelled texts in memory that guesses the label of the next one: what the retriever
/// does for projects, without a database. For `fractal inspect neighbours` and for replays.
///
/// Every guess uses what was added before it, and nothing else.
public struct LabelHistory {
  /// How many neighbours of each kind are looked at.
  public static let depth = 100

  private var shelf: SearchShelf
  private var labels: [String] = []
  private var numbers: [String: Int] = [:]
  private var terms: [TermVector] = []
  private var labelOf: [UUID: (label: Int, at: Int64)] = [:]
  private var recent: [Int] = []
  private var counts: [Int: Int] = [:]
  private var firstTime: Int64?
  private var hasOrder = false
  private let recency: Recency
  /// What was learned so far.
  public private(set) var weights = VoteWeights.initial

  /// An empty history for vectors of that length, 0 for words alone.
  public init(dimensions: Int, recency: Recency = Recency()) {
    shelf = SearchShelf(dimensions: dimensions)
    self.recency = recency
  }

  /// The likeliest labels of a text at a time (seconds since 1970), most likely first.
  public func guess(
    _ words: TermVector, vector: [Float]?, at seconds: Int64, limit: Int
  ) -> [(label: String, share: Double)] {
    vote(words, vector, at: seconds).shares(weights).prefix(limit)
      .map { (labels[$0.label], $0.share) }
  }

  /// Adds a text with its label, having learned from how well it would have been guessed.
  public mutating func add(
    _ words: TermVector, vector: [Float]?, label: String, at seconds: Int64
  ) {
    if let firstTime, firstTime != seconds { hasOrder = true }
    firstTime = firstTime ?? seconds
    if let known = numbers[label] {
      vote(words, vector, at: seconds).teach(&weights, truth: known)
    }
    let number = numbers[label] ?? labels.count
    if number == labels.count {
      numbers[label] = number
      labels.append(label)
      terms.append(TermVector(label))
    }
    let id = UUID()
    labelOf[id] = (number, seconds)
    recent.append(number)
    if recent.count > 400 { recent.removeFirst(200) }
    counts[number, default: 0] += 1
    shelf.put(
      IndexPoint(
        task: id, workspace: id, project: nil, status: "", createdAt: Instant(seconds: seconds),
        contentHash: [], vector: vector, words: words))
  }

  private func vote(_ words: TermVector, _ vector: [Float]?, at seconds: Int64) -> LabelVote {
    var evidence = VoteEvidence()
    if let vector { evidence.near = neighbours(.dense(vector), at: seconds) }
    evidence.spelled = neighbours(.words(words), at: seconds)
    if hasOrder {
      evidence.recent = recent
      evidence.counts = counts
    }
    let spoken = Set(words.terms.map(\.id))
    for (label, terms) in terms.enumerated()
    where !terms.isEmpty && terms.terms.allSatisfy({ spoken.contains($0.id) }) {
      evidence.named.insert(label)
    }
    return LabelVote(evidence, recency: recency)
  }

  private func neighbours(
    _ ranking: IndexQuery.Ranking, at seconds: Int64
  ) -> [VoteEvidence.Neighbour] {
    let query = IndexQuery(workspace: UUID(), ranking: ranking, limit: Self.depth)
    return shelf.search(query).compactMap { hit in
      labelOf[hit.task].map {
        VoteEvidence.Neighbour(
          label: $0.label, score: hit.score, ageDays: Double(seconds - $0.at) / 86_400)
      }
    }
  }
}
