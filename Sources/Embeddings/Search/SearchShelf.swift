import FoundationEssentials
import Shared

/// The points of one workspace in memory: exact search by vector and by words.
///
/// A value: a question works on a copy while the next change is made to the original, and blocks of
/// vectors that did not change are shared between the two. Tasks that were replaced or removed leave
/// a gap, and the whole is packed anew when a quarter of it is gaps.
struct SearchShelf: Sendable {
  private struct Entry {
    var task: UUID
    var project: Int32
    var status: Int16
    var hasVector: Bool
    var isLive: Bool
  }

  /// Rows of a block of vectors.
  private static let blockRows = 1_024

  /// Numbers of a vector; 0 where there are none.
  let dimensions: Int
  private var entries: [Entry] = []
  private var places: [UUID: Int] = [:]
  private var blocks: [[Float]] = []
  private var words = WordIndex()
  private var projects: [UUID: Int32] = [:]
  private var statuses: [String: Int16] = [:]

  /// An empty shelf for vectors of that length.
  init(dimensions: Int) {
    self.dimensions = dimensions
  }

  /// Bytes that it takes, roughly.
  var byteCount: Int {
    blocks.count * Self.blockRows * dimensions * 4 + entries.count * 112 + words.byteCount
  }

  /// Puts a point in, replacing what its task had.
  mutating func put(_ point: IndexPoint) {
    remove(point.task)
    let row = entries.count
    let vector = point.vector.flatMap {
      $0.count == dimensions ? VectorScan.normalized($0) : nil
    }
    entries.append(
      Entry(
        task: point.task, project: point.project.map { number(of: $0) } ?? -1,
        status: number(of: point.status), hasVector: vector != nil, isLive: true))
    places[point.task] = row
    words.append(point.words)
    guard dimensions > 0 else { return }
    if row % Self.blockRows == 0 {
      blocks.append([Float](repeating: 0, count: Self.blockRows * dimensions))
    }
    if let vector {
      let start = row % Self.blockRows * dimensions
      blocks[row / Self.blockRows].replaceSubrange(start..<start + dimensions, with: vector)
    }
  }

  /// Takes a task out, if it is there.
  mutating func remove(_ task: UUID) {
    guard let row = places.removeValue(forKey: task) else { return }
    entries[row].isLive = false
    words.remove(row: row)
    if entries.count > 4_096, places.count * 4 < entries.count * 3 { pack() }
  }

  /// The best hits, best first; `statistics` are those of the whole workspace, where the shelf holds
  /// only a part of it.
  func search(_ query: IndexQuery, statistics: WordStatistics? = nil) -> [IndexHit] {
    let filter = RowFilter(query.filter, projects: projects, statuses: statuses)
    switch query.ranking {
    case .dense(let vector): return dense(vector, filter, query.limit)
    case .words(let terms): return byWords(terms, filter, query.limit, statistics)
    case .hybrid(let vector, let terms):
      let depth = query.limit * RankFusion.depth
      return RankFusion.join(
        [dense(vector, filter, depth), byWords(terms, filter, depth, statistics)],
        limit: query.limit)
    }
  }

  private func dense(_ vector: [Float], _ filter: RowFilter, _ limit: Int) -> [IndexHit] {
    guard vector.count == dimensions, let query = VectorScan.normalized(vector) else { return [] }
    var best = TopHits(limit: limit)
    var scores = [Float](repeating: 0, count: Self.blockRows)
    for (number, block) in blocks.enumerated() {
      let first = number * Self.blockRows
      let rows = min(Self.blockRows, entries.count - first)
      query.withUnsafeBufferPointer { query in
        block.withUnsafeBufferPointer { block in
          scores.withUnsafeMutableBufferPointer { scores in
            VectorScan.dotProducts(
              query.baseAddress!, block.baseAddress!, rows: rows, dimensions: dimensions,
              into: scores.baseAddress!)
          }
        }
      }
      for row in 0..<rows where scores[row] >= best.threshold {
        let entry = entries[first + row]
        if entry.isLive, entry.hasVector, filter.admits(entry.task, entry.project, entry.status) {
          best.offer(first + row, scores[row])
        }
      }
    }
    return hits(best)
  }

  private func byWords(
    _ terms: TermVector, _ filter: RowFilter, _ limit: Int, _ statistics: WordStatistics?
  ) -> [IndexHit] {
    var best = TopHits(limit: limit)
    words.score(terms, statistics: statistics) { row, score in
      guard score >= best.threshold else { return }
      let entry = entries[row]
      if entry.isLive, filter.admits(entry.task, entry.project, entry.status) {
        best.offer(row, score)
      }
    }
    return hits(best)
  }

  private func hits(_ best: TopHits) -> [IndexHit] {
    best.sorted.map { IndexHit(task: entries[$0.row].task, score: Double($0.score)) }
  }

  private mutating func number(of project: UUID) -> Int32 {
    if let known = projects[project] { return known }
    let number = Int32(projects.count)
    projects[project] = number
    return number
  }

  private mutating func number(of status: String) -> Int16 {
    if let known = statuses[status] { return known }
    let number = Int16(truncatingIfNeeded: statuses.count)
    statuses[status] = number
    return number
  }

  /// Moves what lives together and drops the gaps.
  private mutating func pack() {
    var packed = SearchShelf(dimensions: dimensions)
    packed.projects = projects
    packed.statuses = statuses
    for (row, entry) in entries.enumerated() where entry.isLive {
      let place = packed.entries.count
      packed.entries.append(entry)
      packed.places[entry.task] = place
      packed.words.append(words.words(ofRow: row))
      guard dimensions > 0 else { continue }
      if place % Self.blockRows == 0 {
        packed.blocks.append([Float](repeating: 0, count: Self.blockRows * dimensions))
      }
      let from = row % Self.blockRows * dimensions
      let to = place % Self.blockRows * dimensions
      packed.blocks[place / Self.blockRows].replaceSubrange(
        to..<to + dimensions, with: blocks[row / Self.blockRows][from..<from + dimensions])
    }
    self = packed
  }
}
