import CPostgres
import Glibc

extension PostgresConnection {
  /// False where the server has already hung up, which shows without a round trip.
  func stillStands() -> Bool {
    guard !isClosed else { return false }
    var descriptor = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 0) > 0 else { return true }
    // Something came unasked: a farewell, the end of the stream, or a harmless notice.
    return PQconsumeInput(pointer) == 1 && PQstatus(pointer) == CONNECTION_OK
      && descriptor.revents & Int16(POLLHUP | POLLERR) == 0
  }

  /// True where the server answers an empty statement in time.
  func answers(within timeout: Duration) async -> Bool {
    do throws(PostgresError) {
      try await command(SQL("health_check", ""), timeout: timeout, shielded: false)
      return true
    } catch {
      return false
    }
  }
}
