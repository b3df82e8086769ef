import Shared

/// Whether requests can be served: what `/readyz` answers.
struct Readiness: Sendable {
  private static let hello = SQL("readiness_hello", "select 1")
  private static let patience = Duration.seconds(3)

  /// The pool that requests use.
  let pool: PostgresPool

  /// One check for each thing that serving depends on.
  func checks() async -> [AdminRoutes.Check] {
    [await database()]
  }

  private func database() async -> AdminRoutes.Check {
    do {
      _ = try await pool.query(Self.hello, [], timeout: Self.patience)
      return AdminRoutes.Check(name: "database")
    } catch {
      return AdminRoutes.Check(name: "database", failure: error.description)
    }
  }
}
