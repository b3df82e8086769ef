import Glibc

/// Says how likely a block belongs to the article of its page: boosted decision trees over
/// `PageFeatures` (Friedman 2001, "Greedy function approximation").
///
/// The trees were fitted on pages of public extraction corpora by `Benchmarks/page-model/train.py`;
/// they hold thresholds of features, nothing of the pages. docs/decisions says why.
struct BlockModel: Sendable {
  /// The model that this program carries.
  static let bundled = BlockModel(text: trees)

  private var base: Float = 0
  private var roots: [Int32] = []
  /// The feature of a branch; -1 in a leaf.
  private var features: [Int16] = []
  /// The threshold of a branch or the value of a leaf.
  private var values: [Float] = []
  /// Where the branch goes on above the threshold; at or below it is the next entry.
  private var above: [Int32] = []

  /// Reads trees written in preorder: `f12<0.5` is a branch, `=0.31` a leaf.
  init(text: String) {
    var isFirst = true
    var waiting: [Int] = []
    // Subtrees of the current tree that are still to come.
    var missing = 0
    for word in text.split(whereSeparator: \.isWhitespace) {
      if isFirst {
        base = Float(word) ?? 0
        isFirst = false
        continue
      }
      if missing == 0 {
        roots.append(Int32(features.count))
        missing = 1
      }
      missing += word.first == "=" ? -1 : 1
      if word.first == "=" {
        features.append(-1)
        values.append(Float(word.dropFirst()) ?? 0)
        above.append(0)
        // The leaf ends the lower side of the innermost branch that waits for its upper side.
        if let branch = waiting.popLast() { above[branch] = Int32(features.count) }
      } else {
        let parts = word.dropFirst().split(separator: "<")
        waiting.append(features.count)
        features.append(Int16(parts.first ?? "0") ?? 0)
        values.append(parts.count > 1 ? Float(parts[1]) ?? 0 : 0)
        above.append(0)
      }
    }
  }

  /// The probability of each block, from the features of all blocks in order.
  func probabilities(of features: PageFeatures, blocks: Int) -> [Float] {
    (0..<blocks).map { block in
      let start = block * PageFeatures.count
      var sum = base
      for root in roots {
        var place = Int(root)
        while self.features[place] >= 0 {
          let value = features.values[start + Int(self.features[place])]
          place = value <= values[place] ? place + 1 : Int(above[place])
        }
        sum += values[place]
      }
      return 1 / (1 + exp(-sum))
    }
  }
}
