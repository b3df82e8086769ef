import CPostgres

/// Owns one `PGconn` and ends it.
///
/// A connection whose socket is watched is let go only after the watching has ended.
// reason: libpq allows one thread at a time; PostgresConnection's turn queue sees to that.
final class OwnedConnection: @unchecked Sendable {
  /// The connection; valid as long as this object lives.
  let pointer: OpaquePointer

  /// Takes over the connection.
  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    PQfinish(pointer)
  }
}
