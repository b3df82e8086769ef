import Glibc

/// Where the programs of the newest installed PostgreSQL server are.
struct ClusterBinaries: Sendable {
  /// The folder with `initdb`, `pg_ctl` and `postgres`.
  let folder: String

  /// Looks into `PG_BIN`, then Debian's `/usr/lib/postgresql/*/bin`, newest version first.
  static func find(environment: [String: String]) throws(ClusterError) -> ClusterBinaries {
    let root = "/usr/lib/postgresql"
    let versions = SystemFile.names(in: root).compactMap { name in
      Double(name).map { (version: $0, folder: "\(root)/\(name)/bin") }
    }
    let installed = versions.sorted { $0.version > $1.version }.map(\.folder)
    for folder in [environment["PG_BIN"]].compactMap(\.self) + installed {
      let complete = ["initdb", "pg_ctl", "postgres"].allSatisfy {
        access("\(folder)/\($0)", X_OK) == 0
      }
      if complete { return ClusterBinaries(folder: folder) }
    }
    throw ClusterError(
      "no PostgreSQL server found: install Debian's package 'postgresql', or set PG_BIN to the "
        + "folder that holds initdb and pg_ctl, or set DATABASE_URL to a server of yours")
  }

  /// The path of one of the programs.
  func path(_ program: String) -> String { "\(folder)/\(program)" }
}
