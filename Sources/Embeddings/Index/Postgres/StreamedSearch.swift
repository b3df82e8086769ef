import FoundationEssentials
import Shared

/// Exact search of a workspace that is too large to be kept in memory: its points are read page by
/// page and forgotten, so that memory is bounded by a page and the best hits.
///
/// By words everything is read twice, since a word's weight depends on how many tasks have it.
struct StreamedSearch {
  /// The model whose vectors are compared.
  let model: EmbeddingModel
  /// The database.
  let pool: PostgresPool

  /// The same hits as a shelf would give.
  func hits(_ query: IndexQuery) async throws(IndexError) -> [IndexHit] {
    switch query.ranking {
    case .dense(let vector):
      return try await pass(query, .dense(vector), query.limit, nil)
    case .words(let words):
      let statistics = try await statistics(of: words, query.workspace)
      return try await pass(query, .words(words), query.limit, statistics)
    case .hybrid(let vector, let words):
      let depth = query.limit * RankFusion.depth
      let near = try await pass(query, .dense(vector), depth, nil)
      let statistics = try await statistics(of: words, query.workspace)
      let spelled = try await pass(query, .words(words), depth, statistics)
      return RankFusion.join([near, spelled], limit: query.limit)
    }
  }

  private func pass(
    _ query: IndexQuery, _ ranking: IndexQuery.Ranking, _ limit: Int, _ statistics: WordStatistics?
  ) async throws(IndexError) -> [IndexHit] {
    var page = query
    page.ranking = ranking
    page.limit = limit
    let asked = page
    var best: [IndexHit] = []
    try await forEachPage(of: query.workspace) { points in
      var shelf = SearchShelf(dimensions: model.dimensions)
      for change in points where !change.isRemoved { shelf.put(change.point) }
      // Who was changed while we read comes a second time, and the second time counts.
      let seen = Set(points.map(\.point.task))
      best.removeAll { seen.contains($0.task) }
      best = Self.merge(shelf.search(asked, statistics: statistics), best, limit: limit)
    }
    return best
  }

  private func statistics(
    of words: TermVector, _ workspace: UUID
  ) async throws(IndexError) -> WordStatistics {
    var statistics = WordStatistics(of: words)
    try await forEachPage(of: workspace) { points in
      for change in points where !change.isRemoved { statistics.add(change.point.words) }
    }
    return statistics
  }

  private func forEachPage(
    of workspace: UUID, _ body: ([PointChange]) -> Void
  ) async throws(IndexError) {
    var place = ChangePlace.start
    while true {
      guard !Task.isCancelled else { throw IndexError(.passing, "cancelled") }
      let page: [PointChange]
      do throws(PostgresError) {
        page = try await PointRows.changes(
          of: workspace, model: model, after: place, limit: EmbeddingLimits.pointsPerRead, in: pool)
      } catch {
        throw IndexError(error)
      }
      body(page)
      guard let last = page.last, page.count == EmbeddingLimits.pointsPerRead else { return }
      place = last.place
    }
  }

  /// Two rankings as one; of equals the newer comes first, as on a shelf.
  private static func merge(
    _ newer: [IndexHit], _ older: [IndexHit], limit: Int
  ) -> [IndexHit] {
    var merged: [IndexHit] = []
    merged.reserveCapacity(min(limit, newer.count + older.count))
    var (left, right) = (newer[...], older[...])
    while merged.count < limit {
      if let first = left.first, right.first.map({ first.score >= $0.score }) ?? true {
        merged.append(left.removeFirst())
      } else if let first = right.popFirst() {
        merged.append(first)
      } else {
        break
      }
    }
    return merged
  }
}
