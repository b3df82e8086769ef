import FoundationEssentials
import Shared

/// Compares an index elsewhere with the truth, one workspace at a time, and repairs what differs.
struct IndexComparison {
  /// What was found, and repaired.
  struct Findings: Hashable {
    /// Points that were missing or differed, and were written.
    var written = 0
    /// Points that should not have been there, and were removed.
    var removed = 0
  }

  private static let workspacesSQL = SQL(
    "search_workspaces",
    """
    select workspace_id from pipeline.index_changes where workspace_id > $1
    order by workspace_id limit 1000
    """)

  /// The index elsewhere.
  let index: any VectorIndex
  /// The database.
  let pool: PostgresPool

  /// Every workspace that has ever had a point.
  static func workspaces(in pool: PostgresPool) async throws(PostgresError) -> [UUID] {
    var found: [UUID] = []
    while true {
      let rows = try await pool.query(workspacesSQL, [found.last ?? DriftScan.first])
      if rows.isEmpty { return found }
      for row in rows { found.append(try row.get("workspace_id", as: UUID.self)) }
    }
  }

  /// Makes the index hold exactly the workspace's points.
  ///
  /// Changes that are made meanwhile come by ``SyncIndex``; where one is overtaken here, the next
  /// comparison finds it.
  func repair(_ workspace: UUID) async throws -> Findings {
    try await index.prepare()
    var held = try await entries(of: workspace)
    if held.isEmpty { try await SyncIndex.forget(index, workspace, in: pool) }
    var findings = Findings()
    var place = ChangePlace.start
    while true {
      let page = try await PointRows.changes(
        of: workspace, model: index.model, after: place, limit: EmbeddingLimits.pointsPerWrite,
        in: pool)
      guard let last = page.last else { break }
      place = last.place
      let wrong = page.filter { change in
        !change.isRemoved && held.removeValue(forKey: change.point.task) != change.point.fingerprint
      }
      try await index.upsert(wrong.map(\.point))
      findings.written += wrong.count
    }
    let strangers = Array(held.keys)
    try await index.delete(strangers, workspace: workspace)
    findings.removed = strangers.count
    try await SyncIndex.move(index, of: workspace, to: place.change, in: pool)
    return findings
  }

  private func entries(of workspace: UUID) async throws -> [UUID: String] {
    var held: [UUID: String] = [:]
    var last: UUID?
    while true {
      let page = try await index.scroll(
        workspace: workspace, after: last, limit: EmbeddingLimits.hitsPerQuery)
      guard let end = page.last else { return held }
      for entry in page { held[entry.task] = entry.fingerprint }
      last = end.task
    }
  }
}
