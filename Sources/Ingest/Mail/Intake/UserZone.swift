import FoundationEssentials
import Shared

/// The zone in which a person reads whole days and times without a zone.
enum UserZone {
  private static let sql = SQL(
    "read_user_zone", "select timezone from public.user_settings where user_id = $1")

  /// The zone of the person's settings; UTC where there are none, or none that is known.
  static func of(_ user: UUID, in session: any PostgresSession) async throws -> Zone {
    let name: String?
    do throws(PostgresError) {
      name = try await session.queryRow(sql, [user])?.get("timezone", as: String?.self)
    } catch {
      // The app may not have this table yet.
      guard error.sqlState == SQLState.undefinedTable else { throw error }
      name = nil
    }
    return name.flatMap { try? TimeZoneDatabase.system.zone(named: $0) } ?? .utc
  }
}
