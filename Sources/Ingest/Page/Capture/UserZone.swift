import FoundationEssentials
import Shared

/// The time zone of a user, from the app's settings.
enum UserZone {
  private static let sql = SQL(
    "user_zone", "select timezone from public.user_settings where user_id = $1")

  /// The user's zone; UTC where the app has no settings, or none that is known.
  static func zone(of user: UUID, in session: any PostgresSession) async throws -> Zone {
    let row: PostgresRow?
    do {
      row = try await session.queryRow(sql, [user])
    } catch {
      guard error.sqlState == SQLState.undefinedTable else { throw error }
      return .utc
    }
    let name = try row?.get("timezone", as: String?.self) ?? nil
    return name.flatMap { try? TimeZoneDatabase.system.zone(named: $0) } ?? .utc
  }
}
