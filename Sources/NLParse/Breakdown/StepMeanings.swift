import Embeddings

/// The vectors of titles, by which two of them are told to say the same.
public struct StepMeanings: Hashable, Sendable {
  private var vectors: [String: [Float]] = [:]

  /// Nothing is known.
  public static let none = StepMeanings([], vectors: [])

  /// Titles with their vectors of unit length, in the same order; nil for one that has none.
  public init(_ titles: [String], vectors: [[Float]?]) {
    for (title, vector) in zip(titles, vectors) {
      if let vector { self.vectors[title] = vector }
    }
  }

  /// True where one of the titles says the same as another, or as one of the others.
  public func repeats(_ titles: [String], _ others: [String]) -> Bool {
    titles.indices.contains { place in
      titles[..<place].contains { areSame($0, titles[place]) }
        || others.contains { areSame($0, titles[place]) }
    }
  }

  /// True where both titles have vectors that are as good as equal.
  ///
  /// Vectors of short titles tell the thing apart better than what is done with it: "pay the
  /// invoice" lies near "send the invoice". So only what is closer than any such pair counts.
  public func areSame(_ lhs: String, _ rhs: String) -> Bool {
    guard let lhs = vectors[lhs], let rhs = vectors[rhs] else { return false }
    return TextMeaning.cosine(lhs, rhs) >= BreakdownLimits.sameMeaning
  }
}
