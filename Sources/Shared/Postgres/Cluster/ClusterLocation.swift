import Glibc

/// The directories of an embedded cluster.
///
/// A process of root has the server run as another user, who may be unable to pass through the
/// directories above a data directory (a checkout below `/root`). Then the cluster lives in
/// `/var/lib/fractal/` under a name made from the path that was asked for: the same path always
/// leads to the same cluster, and no directory of the user's gets other permissions.
struct ClusterLocation: Sendable {
  /// The directory that holds everything: data, socket, log, password.
  let root: String
  /// The server's data directory.
  var data: String { root + "/data" }
  /// The server's log.
  var log: String { root + "/postgres.log" }
  /// The directory of the server's socket; only the server's user (and root) may enter it.
  let socket: String
  /// The file with the superuser's password, readable by this process's user alone.
  var password: String { root + "/password" }

  /// The file whose lock says which process owns the cluster.
  var lock: String { root + "/owner.lock" }

  /// Bytes that a socket's path may have, the file name `/.s.PGSQL.65535` taken off (`sockaddr_un`).
  private static let socketPathLimit = 107 - 15

  /// The location for a cluster that was asked for in that directory.
  init(requested: String, user: ClusterUser) {
    let mark = ClusterLocation.mark(of: requested)
    let root = user.reaches(requested) ? requested : "/var/lib/fractal/postgres-\(mark)"
    self.root = root
    let beside = root + "/run"
    socket = beside.utf8.count <= Self.socketPathLimit ? beside : "/tmp/fractal-\(mark)"
  }

  /// Sixteen hexadecimal digits that stand for the path (FNV-1a, 64 bits).
  private static func mark(of path: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
