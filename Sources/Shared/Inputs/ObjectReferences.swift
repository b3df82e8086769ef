/// Which objects of the store are still named by a row.
///
/// A sweep of the store asks here, under the object's own lock, before it removes anything.
public enum ObjectReferences {
  private static let sql = SQL(
    "find_unnamed_objects",
    """
    select k.key from unnest($1::text[]) as k(key)
    where not exists (select from pipeline.raw_inputs r where r.object_key = k.key)
      and not exists (select from pipeline.captures c where c.readable_key = k.key)
      and not exists (select from pipeline.capture_parts p where p.readable_key = k.key)
      and not exists (select from pipeline.object_holds h
        where h.object_key = k.key and h.held_until > now())
      and not exists (select from public.attachments a where a.s3_key = k.key)
    """)

  /// Those of the keys that no input, capture, attachment or undone attachment names.
  public static func unnamed(
    _ keys: [String], in session: any PostgresSession
  ) async throws -> Set<String> {
    guard !keys.isEmpty else { return [] }
    return Set(
      try await session.query(sql, [keys]).map { try $0.get("key", as: String.self) })
  }

  private static let endedSQL = SQL(
    "delete_ended_holds",
    """
    delete from pipeline.object_holds h where h.held_until <= now() and h.ctid = any (array(
      select o.ctid from pipeline.object_holds o where o.held_until <= now()
      order by o.held_until limit $1))
    """)

  /// Removes holds whose time has passed, a page of a sweep at a time, and returns how many.
  @discardableResult
  public static func releaseEnded(in session: any PostgresSession) async throws -> Int {
    var total = 0
    while true {
      let gone = try await session.execute(endedSQL, [ObjectStoreLimits.sweepPage])
      total += gone
      if gone < ObjectStoreLimits.sweepPage { return total }
    }
  }
}
