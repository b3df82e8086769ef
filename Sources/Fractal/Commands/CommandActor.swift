import Shared

/// Whom a command acts for: the user of `--user` and `--workspace`, else whom the thing belongs to.
struct CommandActor {
  private let email: String?
  private let workspace: String?

  /// Reads the options `user` and `workspace`.
  init(_ arguments: Arguments) throws(UsageError) {
    email = arguments.option("user")
    workspace = arguments.option("workspace")
    if email == nil, workspace != nil { throw UsageError("--workspace needs --user") }
  }

  /// The actor; throws where there is none.
  func find(
    in pool: PostgresPool,
    otherwise owner: (PostgresPool) async throws -> Actor? = { _ in nil }
  ) async throws -> Actor {
    if let email {
      return try await ActorLookup.named(email: email, workspace: workspace, in: pool)
    }
    guard let actor = try await owner(pool) else {
      throw UsageError("nothing has that id; --user EMAIL says for whom to look")
    }
    return actor
  }
}
