import FoundationEssentials
import Shared

/// `fractal token list`: the tokens, never their secrets.
enum TokenList: Command {
  static let name = "list"
  static let summary = "list the tokens"
  static let help = """
    usage: fractal token list [--user EMAIL [--workspace SLUG]] [--all] [--json]

      --user EMAIL  only those of this user
      --all         revoked ones too
      --json        one JSON object for programs

    example:
      fractal token list --all
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["all", "json"], options: ["user", "workspace"])
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let user =
      arguments.option("user") == nil
      ? nil : try await CommandActor(arguments).find(in: pool).user
    let tokens = try await TokenStore.list(user: user, revoked: arguments.flag("all"), in: pool)
    print(arguments.flag("json") ? json(tokens) : table(tokens))
    return 0
  }

  private static func table(_ tokens: [TokenRecord]) -> String {
    var table = TextTable("TOKEN", "NAME", "SCOPES", "MADE", "LAST USED", "STATE")
    for token in tokens {
      let state =
        token.revokedAt.map { "revoked \($0)" } ?? token.expiresAt.map { "until \($0)" } ?? "valid"
      table.add(
        token.prefix, token.name, token.scopes.joined(separator: ","), "\(token.createdAt)",
        token.lastUsedAt.map { "\($0)" } ?? "never", state)
    }
    return table.text
  }

  private static func json(_ tokens: [TokenRecord]) -> String {
    let items = tokens.map { token in
      JSONValue.members([
        "id": .string(token.id.uuidString.lowercased()), "prefix": .string(token.prefix),
        "name": .string(token.name), "scopes": .array(token.scopes.map { .string($0) }),
        "user_id": token.actor.map { .string($0.user.uuidString.lowercased()) },
        "workspace_id": token.actor.map { .string($0.workspace.uuidString.lowercased()) },
        "created_at": .string("\(token.createdAt)"),
        "expires_at": token.expiresAt.map { .string("\($0)") },
        "revoked_at": token.revokedAt.map { .string("\($0)") },
        "last_used_at": token.lastUsedAt.map { .string("\($0)") },
      ])
    }
    return JSONValue.object(["tokens": .array(items)]).serialized
  }
}
