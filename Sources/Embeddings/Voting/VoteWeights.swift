import Glibc

/// How much each kind of evidence counts for one person's labels, learned from what they did.
///
/// A multinomial logit over the labels at hand. One step of adaptive gradient descent (Duchi, Hazan
/// and Singer 2011) follows every label that becomes known, so that shares stay honest: of guesses
/// with a share of 0.8 about eight in ten are right.
public struct VoteWeights: Hashable, Sendable {
  /// The kinds of evidence.
  public enum Feature: Int, CaseIterable, Sendable {
    /// Share of the votes of the nearest by vector.
    case near
    /// Similarity of the nearest one that carries the label.
    case nearest
    /// Share of the votes of the best by words.
    case spelled
    /// Score of the best by words that carries the label, beside the best of all.
    case bestSpelled
    /// Share among all earlier tasks.
    case common
    /// Share among the latest tasks.
    case recent
    /// The label of the very last task.
    case last
    /// The label of the last two tasks.
    case twice
    /// The label's name stands in the text.
    case named
  }

  /// One weight a feature.
  public private(set) var values: [Double]
  private var squares: [Double]

  private static let step = 0.3
  private static let pull = 0.001

  /// Where everybody starts, before anything is known about them.
  public static let initial = VoteWeights(values: [0.7, 1.4, 0.5, 0.6, 0, 0.25, 0.4, 0, 1])

  private init(values: [Double]) {
    self.values = values
    squares = [Double](repeating: 10, count: values.count)
  }

  /// Weights as they were kept, weights first and then what steps are scaled by; nil for another
  /// number of them or one that is not finite.
  public init?(stored: [Double]) {
    let count = Feature.allCases.count
    guard stored.count == 2 * count, stored.allSatisfy(\.isFinite) else { return nil }
    values = Array(stored[..<count])
    squares = Array(stored[count...])
  }

  /// What ``init(stored:)`` reads.
  public var stored: [Double] { values + squares }

  /// Moves the weights against a gradient.
  mutating func follow(_ gradient: [Double]) {
    for index in values.indices {
      let slope = gradient[index] + Self.pull * (values[index] - Self.initial.values[index])
      squares[index] += slope * slope
      values[index] -= Self.step * slope / squares[index].squareRoot()
    }
  }
}
