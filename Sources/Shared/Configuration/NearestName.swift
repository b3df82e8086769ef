/// Finds the known name that a mistyped one most likely meant.
public enum NearestName {
  /// The known name with the fewest differing letters, nil where all differ in more than the limit.
  public static func suggestion(for name: String, among known: [String]) -> String? {
    let scored = known.map { (distance(Array(name.utf8), Array($0.utf8)), $0) }
    guard let best = scored.min(by: { ($0.0, $0.1) < ($1.0, $1.1) }) else { return nil }
    return best.0 <= min(ConfigurationLimits.suggestionDistance, name.utf8.count / 2)
      ? best.1 : nil
  }

  /// Levenshtein's distance: insertions, deletions and replacements of one byte.
  static func distance(_ lhs: [UInt8], _ rhs: [UInt8]) -> Int {
    var previous = Array(0...rhs.count)
    for (row, left) in lhs.enumerated() {
      var current = [row + 1]
      for (column, right) in rhs.enumerated() {
        let replaced = previous[column] + (left == right ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[rhs.count]
  }
}
