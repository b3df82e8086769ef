import Embeddings
import Testing

@Suite("Guessing labels")
struct LabelVoteTests {
  private func neighbour(_ label: Int, _ score: Double, _ age: Double = 0)
    -> VoteEvidence.Neighbour
  {
    VoteEvidence.Neighbour(label: label, score: score, ageDays: age)
  }

  @Test("shares make one, and the nearer, newer, named and last label is likelier")
  func order() {
    var evidence = VoteEvidence()
    evidence.near = [neighbour(1, 0.9), neighbour(2, 0.4), neighbour(3, 0.4, 300)]
    let shares = LabelVote(evidence).shares(.initial)
    #expect(shares.map(\.label) == [1, 2, 3])
    #expect(abs(shares.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    evidence.named = [3]
    #expect(LabelVote(evidence).shares(.initial).map(\.label) == [1, 3, 2])
    evidence.recent = [5, 5]
    #expect(LabelVote(evidence).shares(.initial).map(\.label).contains(5))
    #expect(LabelVote(VoteEvidence()).isEmpty)
    #expect(LabelVote(VoteEvidence()).shares(.initial).isEmpty)
  }

  @Test("somebody who always stays with the last project is learned, and forgotten again")
  func learning() {
    var evidence = VoteEvidence()
    evidence.near = [neighbour(1, 0.6), neighbour(2, 0.5)]
    evidence.recent = [2]
    var weights = VoteWeights.initial
    let before = LabelVote(evidence).shares(weights).first { $0.label == 2 }?.share ?? 0
    for _ in 0..<200 { LabelVote(evidence).teach(&weights, truth: 2) }
    let learned = LabelVote(evidence).shares(weights).first { $0.label == 2 }?.share ?? 0
    #expect(learned > 0.9)
    #expect(learned > before)
    for _ in 0..<200 { LabelVote(evidence).teach(&weights, truth: 1) }
    #expect(LabelVote(evidence).shares(weights).first?.label == 1)
    LabelVote(evidence).teach(&weights, truth: 99)
    #expect(VoteWeights(stored: weights.stored) == weights)
    #expect(VoteWeights(stored: [1, 2]) == nil)
    #expect(VoteWeights(stored: weights.stored.map { _ in .nan }) == nil)
  }

  @Test("a history guesses from what was before, by words alone as well")
  func history() {
    var history = LabelHistory(dimensions: 0)
    #expect(history.guess(TermVector("rent"), vector: nil, at: 0, limit: 3).isEmpty)
    let texts = [
      ("pay the rent", "home"), ("fix the build", "work"), ("rent a van", "home"),
      ("build server down", "work"), ("clean the kitchen", "home"),
    ]
    for round in 0..<6 {
      for (number, text) in texts.enumerated() {
        history.add(
          TermVector(text.0), vector: nil, label: text.1,
          at: Int64(1_790_000_000 + round * 86_400 + number))
      }
    }
    let guess = history.guess(
      TermVector("the build is red"), vector: nil, at: 1_790_600_000, limit: 2)
    #expect(guess.first?.label == "work")
    #expect(guess.count == 2)
  }

  @Test("where all times are one, the order in which texts came says nothing")
  func withoutOrder() {
    var history = LabelHistory(dimensions: 0)
    for label in ["a", "b", "c"] {
      for number in 0..<10 {
        history.add(TermVector("\(label) text \(number)"), vector: nil, label: label, at: 5)
      }
    }
    let guess = history.guess(TermVector("a text 3"), vector: nil, at: 5, limit: 1)
    #expect(guess.first?.label == "a")
    #expect(history.weights.values[VoteWeights.Feature.last.rawValue] == 0.4)
  }
}
