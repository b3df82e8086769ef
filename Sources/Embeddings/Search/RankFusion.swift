import FoundationEssentials

/// Joins rankings by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009).
public enum RankFusion {
  /// The constant that keeps first places from deciding alone.
  public static let constant = 60.0
  /// How many hits of each ranking are joined for every hit that is asked for.
  public static let depth = 4

  /// The joined ranking: the sum of 1 / (60 + place) over the rankings, places from 1.
  public static func join(_ rankings: [[IndexHit]], limit: Int) -> [IndexHit] {
    var scores: [UUID: Double] = [:]
    var order: [UUID] = []
    for ranking in rankings {
      for (place, hit) in ranking.enumerated() {
        if scores[hit.task] == nil { order.append(hit.task) }
        scores[hit.task, default: 0] += 1 / (constant + Double(place + 1))
      }
    }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let sorted = scores.sorted {
      $0.value != $1.value ? $0.value > $1.value : places[$0.key]! < places[$1.key]!
    }
    return sorted.prefix(limit).map { IndexHit(task: $0.key, score: $0.value) }
  }
}
