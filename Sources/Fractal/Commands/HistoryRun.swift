import FoundationEssentials
import Shared

/// What `fractal undo` and `fractal redo` share: the id, the actor, the report.
struct HistoryRun {
  private let arguments: Arguments
  private let id: UUID

  /// Reads the words; throws where the id is missing or none.
  init(_ words: [String]) throws {
    arguments = try Arguments(
      words, flags: ["json"], options: ["user", "workspace"], positionals: 1...1)
    guard let id = UUID(uuidString: arguments.positionals[0]) else {
      throw UsageError("'\(arguments.positionals[0])' is no transaction's id")
    }
    self.id = id
  }

  /// Undoes or redoes the transaction and says what was done.
  func run(_ kind: UndoneTransaction.Kind) async throws -> Int32 {
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 1)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool) {
      try await ActorLookup.ofTransaction(id, in: $0)
    }
    let history = TaskHistory(listeners: ProgramContext.taskListeners)
    let done = try await pool.transaction { session in
      switch kind {
      case .undo: try await history.undo(transaction: id, as: actor, in: session)
      case .redo: try await history.redo(transaction: id, as: actor, in: session)
      }
    }
    if arguments.flag("json") {
      print(done.json.serialized)
    } else {
      let verb = kind == .undo ? "undone" : "redone"
      let tasks = done.tasks.count == 1 ? "1 task" : "\(done.tasks.count) tasks"
      print("\(verb): \(tasks), as transaction \(done.transaction.uuidString.lowercased())")
    }
    return 0
  }
}
