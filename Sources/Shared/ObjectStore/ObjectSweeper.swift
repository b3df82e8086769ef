/// Deletes objects that no row names and that are over 24 hours old.
///
/// The decision is made twice: once for a page of objects without locks, and again for the few that
/// remain under the locks of their keys, which every writer of a naming row takes too
/// (``ObjectLock``). Writers renew an object's time before they name it, so that an object found
/// again between the two is young and stays.
public struct ObjectSweeper: Sendable {
  private let store: any ListableObjectStore
  private let pool: PostgresPool

  private static let tablesSQL = SQL(
    "object_sweep_tables",
    """
    select now() as now, to_regclass('public.attachments') is not null as complete
    """)

  private static let unnamedSQL = SQL(
    "object_sweep_unnamed",
    """
    select k.key from unnest($1::text[]) as k (key)
    where not exists (select 1 from pipeline.raw_inputs r where r.object_key = k.key)
      and not exists (select 1 from public.attachments a where a.s3_key = k.key)
      and not exists (select 1 from pipeline.captures c where c.readable_key = k.key)
      and not exists (select 1 from pipeline.capture_parts p where p.readable_key = k.key)
      and not exists (select 1 from pipeline.object_holds h
        where h.object_key = k.key and h.held_until > now())
    """)

  /// A sweeper of that store by the rows of that database.
  public init(store: any ListableObjectStore, pool: PostgresPool) {
    self.store = store
    self.pool = pool
  }

  /// Removes ended holds, then looks at every object once.
  ///
  /// Nothing is touched where the app's tables are missing, for then no row could name a file of a
  /// task. Throws `ObjectStoreError` or `PostgresError`; what was deleted until then stays so.
  public func sweep() async throws -> ObjectSweep {
    var result = ObjectSweep()
    guard let row = try await pool.queryRow(Self.tablesSQL),
      try row.get("complete", as: Bool.self)
    else { return result }
    try await ObjectReferences.releaseEnded(in: pool)
    let now = try row.get("now", as: Instant.self)
    let oldest = Instant(
      microseconds: now.microseconds - Int64(ObjectStoreLimits.unnamedHours) * 3_600_000_000)
    var last: ObjectKey?
    while true {
      try Task.checkCancellation()
      let page = try await store.list(after: last, limit: ObjectStoreLimits.sweepPage)
      guard let end = page.last else { return result }
      last = end.key
      result.seen += page.count
      let unnamed = try await unnamed(page.map(\.key), in: pool)
      let candidates = page.filter { unnamed.contains($0.key) }
      let old = candidates.filter { $0.time < oldest }
      result.young += candidates.count - old.count
      for start in stride(from: 0, to: old.count, by: ObjectStoreLimits.sweepBatch) {
        let end = min(start + ObjectStoreLimits.sweepBatch, old.count)
        try await remove(Array(old[start..<end]), oldest, &result)
      }
    }
  }

  private func remove(
    _ objects: [StoredObject], _ oldest: Instant, _ result: inout ObjectSweep
  ) async throws {
    let removed = try await pool.transaction { transaction -> [StoredObject] in
      try await ObjectLock.hold(objects.map(\.key), in: transaction)
      let unnamed = try await unnamed(objects.map(\.key), in: transaction)
      var removed: [StoredObject] = []
      for object in objects where unnamed.contains(object.key) {
        guard let facts = try await store.facts(object.key), facts.time < oldest else { continue }
        try await store.remove(object.key)
        removed.append(facts)
      }
      return removed
    }
    result.removed += removed.count
    result.removedBytes += removed.reduce(0) { $0 + $1.byteCount }
  }

  private func unnamed(
    _ keys: [ObjectKey], in session: any PostgresSession
  ) async throws -> Set<ObjectKey> {
    let rows = try await session.query(Self.unnamedSQL, [keys.map(\.description)])
    return Set(try rows.compactMap { ObjectKey(try $0.get("key", as: String.self)) })
  }
}
