/// Days and microseconds from 1970-01-01 to PostgreSQL's own epoch, 2000-01-01.
enum PostgresEpoch {
  /// Days between the two.
  static let days = 10_957
  /// Microseconds between the two.
  static let microseconds: Int64 = 946_684_800_000_000
}
