import FoundationEssentials
import Shared

/// What the commands about one proposal share: its id, the actor, the named groups.
struct ProposalRun {
  /// The words, taken apart.
  let arguments: Arguments
  /// The proposal.
  let id: UUID

  /// Reads the words; throws where the id is missing or none.
  init(_ words: [String], options: Set<String> = []) throws {
    arguments = try Arguments(
      words, flags: ["json"], options: options.union(["user", "workspace"]), positionals: 1...1)
    guard let id = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("'\(arguments.positionals[0])' is no proposal's id")
    }
    self.id = id
  }

  /// Runs the body with a database and the actor: the named one, else whom the proposal is for.
  func with<Value>(
    _ body: (PostgresPool, Actor) async throws -> Value
  ) async throws -> Value {
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool) {
      try await ActorLookup.ofProposal(id, in: $0)
    }
    return try await body(pool, actor)
  }

  /// The groups that `--groups` names by number, as `show` counts them, or by id; nil where the
  /// option is missing.
  func groups(of proposal: Proposal) throws(UsageError) -> [UUID]? {
    guard let list = arguments.option("groups") else { return nil }
    var groups: [UUID] = []
    for word in list.split(separator: ",") {
      if let id = UUID(uuidString: String(word)) {
        groups.append(id)
      } else if let number = Int(word), proposal.groups.indices.contains(number - 1) {
        groups.append(proposal.groups[number - 1].id)
      } else {
        throw UsageError("the proposal has no group '\(word)'")
      }
    }
    return groups
  }
}
