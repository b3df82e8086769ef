/// The best of many scored rows: a heap with the worst of them on top.
struct TopHits {
  /// A row with its score.
  struct Hit {
    /// The row.
    var row: Int
    /// Its score.
    var score: Float

    /// True where this one is worse; of equals the earlier row is worse, so that newer tasks win.
    func isWorse(than other: Hit) -> Bool {
      score != other.score ? score < other.score : row < other.row
    }
  }

  private var heap: [Hit] = []
  private let limit: Int

  /// Room for that many, at least one.
  init(limit: Int) {
    self.limit = limit
    heap.reserveCapacity(limit)
  }

  /// Below this score nothing comes in any more.
  var threshold: Float { heap.count < limit ? -.infinity : heap[0].score }

  /// Takes a row in where it is among the best.
  mutating func offer(_ row: Int, _ score: Float) {
    let hit = Hit(row: row, score: score)
    if heap.count < limit {
      heap.append(hit)
      var place = heap.count - 1
      while place > 0, heap[place].isWorse(than: heap[(place - 1) / 2]) {
        heap.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
      return
    }
    guard heap[0].isWorse(than: hit) else { return }
    heap[0] = hit
    var place = 0
    while true {
      var worst = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].isWorse(than: heap[worst]) {
        worst = child
      }
      if worst == place { return }
      heap.swapAt(worst, place)
      place = worst
    }
  }

  /// The rows, best first.
  var sorted: [Hit] { heap.sorted { $1.isWorse(than: $0) } }
}
