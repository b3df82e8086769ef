import Glibc

/// One guess of a label: the features of every label at hand, and the shares they come to.
public struct LabelVote: Sendable {
  private static let count = VoteWeights.Feature.allCases.count
  /// Neighbours that vote, after age is counted in.
  private static let voters = 40
  /// How much sooner the latest tasks fade than the ones before.
  private static let fading = 0.95
  /// The latest labels that are at hand without any neighbour.
  private static let recentLabels = 8

  /// The labels at hand.
  private var labels: [Int] = []
  private var places: [Int: Int] = [:]
  private var features: [Double] = []
  private let recency: Recency

  /// Weighs the evidence.
  public init(_ evidence: VoteEvidence, recency: Recency = Recency()) {
    self.recency = recency
    let near = ranked(evidence.near, power: 4)
    let spelled = ranked(evidence.spelled, power: 1)
    for neighbour in near + spelled { _ = place(of: neighbour.label) }
    for label in evidence.recent.suffix(Self.recentLabels) { _ = place(of: label) }
    vote(.near, near.prefix(Self.voters).map { ($0.label, power($0.score, 6) * weight($0)) })
    vote(.spelled, spelled.prefix(Self.voters).map { ($0.label, power($0.score, 2) * weight($0)) })
    let bestWord = spelled.map(\.score).max() ?? 1
    for neighbour in near {
      raise(.nearest, neighbour.label, max(0, neighbour.score) * sqrt(sqrt(weight(neighbour))))
    }
    for neighbour in spelled {
      raise(
        .bestSpelled, neighbour.label, neighbour.score / bestWord * sqrt(sqrt(weight(neighbour))))
    }
    addHistory(evidence)
    for label in evidence.named where places[label] != nil { set(.named, label, 1) }
  }

  /// True where no label is at hand.
  public var isEmpty: Bool { labels.isEmpty }

  /// The labels with their shares, most likely first.
  public func shares(_ weights: VoteWeights) -> [LabelShare] {
    zip(labels, probabilities(weights)).map { LabelShare(label: $0, share: $1) }
      .sorted { $0.share != $1.share ? $0.share > $1.share : places[$0.label]! < places[$1.label]! }
  }

  /// Learns that this was the label; nothing where it was not at hand.
  public func teach(_ weights: inout VoteWeights, truth: Int) {
    guard let right = places[truth] else { return }
    var gradient = [Double](repeating: 0, count: Self.count)
    for (place, share) in probabilities(weights).enumerated() {
      let factor = share - (place == right ? 1 : 0)
      for feature in 0..<Self.count {
        gradient[feature] += factor * features[place * Self.count + feature]
      }
    }
    weights.follow(gradient)
  }

  private func probabilities(_ weights: VoteWeights) -> [Double] {
    var scores = labels.indices.map { place in
      (0..<Self.count).reduce(0) {
        $0 + weights.values[$1] * features[place * Self.count + $1]
      }
    }
    let largest = scores.max() ?? 0
    for place in scores.indices { scores[place] = exp(scores[place] - largest) }
    let sum = scores.reduce(0, +)
    return scores.map { $0 / sum }
  }

  private mutating func addHistory(_ evidence: VoteEvidence) {
    let total = Double(evidence.counts.values.reduce(0, +))
    if total > 0 {
      for label in labels {
        let share = Double(evidence.counts[label] ?? 0) / total
        set(.common, label, log1p(share / 0.001))
      }
    }
    guard let last = evidence.recent.last else { return }
    var weight = 1.0
    var shares: [Int: Double] = [:]
    var sum = 0.0
    for label in evidence.recent.reversed() {
      shares[label, default: 0] += weight
      sum += weight
      weight *= Self.fading
      if weight < 0.001 { break }
    }
    for label in labels { set(.recent, label, log1p((shares[label] ?? 0) / sum / 0.01)) }
    set(.last, last, 1)
    if evidence.recent.dropLast().last == last { set(.twice, last, 1) }
  }

  private func ranked(
    _ neighbours: [VoteEvidence.Neighbour], power exponent: Int
  ) -> [VoteEvidence.Neighbour] {
    neighbours.map { ($0, power($0.score, exponent) * weight($0)) }
      .sorted { $0.1 > $1.1 }.map(\.0)
  }

  private func weight(_ neighbour: VoteEvidence.Neighbour) -> Double {
    recency.weight(ageDays: neighbour.ageDays)
  }

  private func power(_ score: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * max(0, score) }
  }

  /// Each label's share of votes, as the logarithm over a floor of one in a hundred.
  private mutating func vote(
    _ feature: VoteWeights.Feature, _ votes: [(label: Int, weight: Double)]
  ) {
    var sums: [Int: Double] = [:]
    for vote in votes { sums[vote.label, default: 0] += vote.weight }
    let total = sums.values.reduce(0, +)
    guard total > 0 else { return }
    for (label, sum) in sums { set(feature, label, log1p(sum / total / 0.01)) }
  }

  private mutating func place(of label: Int) -> Int {
    if let known = places[label] { return known }
    places[label] = labels.count
    labels.append(label)
    features += [Double](repeating: 0, count: Self.count)
    return labels.count - 1
  }

  private mutating func set(_ feature: VoteWeights.Feature, _ label: Int, _ value: Double) {
    features[place(of: label) * Self.count + feature.rawValue] = value
  }

  private mutating func raise(_ feature: VoteWeights.Feature, _ label: Int, _ value: Double) {
    let index = place(of: label) * Self.count + feature.rawValue
    features[index] = max(features[index], value)
  }
}
