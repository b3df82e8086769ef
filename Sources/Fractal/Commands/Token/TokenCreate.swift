import FoundationEssentials
import Shared

/// `fractal token create`: makes a token and shows it once.
enum TokenCreate: Command {
  static let name = "create"
  static let summary = "make a token and print it, once"
  static let help = """
    usage: fractal token create --user EMAIL [--workspace SLUG] [OPTIONS]
           fractal token create --operator --scopes LIST [OPTIONS]

    A user token acts as one user in one workspace. An operator token belongs to the service's own
    machinery and opens nothing else. Only a hash is stored: the token is printed now and never again.

      --scopes LIST    user: write (default), read, capture; operator: inbound, metrics, admin
      --name NAME      what it is for (default: the scopes)
      --expires SPAN   90d, 12h, 30m or seconds; without it the token stays until it is revoked
      --json           one JSON object for programs

    examples:
      fractal token create --user ada@example.org --workspace home --expires 90d
      fractal token create --operator --scopes inbound --name postfix
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, flags: ["operator", "json"],
      options: ["user", "workspace", "scopes", "name", "expires"])
    let scopes = try scopes(arguments)
    let lifetime = try arguments.option("expires").map { text in
      guard let seconds = seconds(text) else {
        throw UsageError("--expires takes a span such as 90d, 12h, 30m or 3600")
      }
      return seconds
    }
    guard arguments.flag("operator") != (arguments.option("user") != nil) else {
      throw UsageError("either --user EMAIL or --operator is needed")
    }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let name =
      arguments.option("name") ?? scopes.map(\.rawValue).sorted().joined(separator: ", ")
    let request =
      arguments.flag("operator")
      ? TokenRequest.operator(name: name, scopes: scopes, lifetimeSeconds: lifetime)
      : TokenRequest.user(
        try await CommandActor(arguments).find(in: pool), name: name, scopes: scopes,
        lifetimeSeconds: lifetime)
    let (id, secret) = try await TokenStore.create(request, in: pool)
    if arguments.flag("json") {
      let json: JSONValue = [
        "id": .string(id.uuidString.lowercased()), "token": .string(secret.text),
      ]
      print(json.serialized)
    } else {
      print(secret.text)
    }
    return 0
  }

  private static func scopes(_ arguments: Arguments) throws(UsageError) -> Set<TokenScope> {
    guard let list = arguments.option("scopes") else {
      if arguments.flag("operator") { throw UsageError("--scopes is needed with --operator") }
      return [.write]
    }
    var scopes: Set<TokenScope> = []
    for word in list.split(separator: ",") {
      guard let scope = TokenScope(rawValue: String(word)) else {
        throw UsageError("no scope '\(word)'")
      }
      scopes.insert(scope)
    }
    return scopes
  }

  /// The seconds of a span such as `90d`; nil where it is none.
  static func seconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["d": 86_400, "h": 3_600, "m": 60, "s": 1]
    let unit = text.last.flatMap { units[$0] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard let number = Int64(digits), number > 0 else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    return overflow ? nil : seconds
  }
}
