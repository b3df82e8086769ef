import Scheduler
import Shared

/// `fractal plan settings`.
enum PlanSettings {
  /// Prints the settings, changed by `--set NAME=VALUE` before.
  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["user", "workspace", "set"])
    guard arguments.option("user") != nil else { throw UsageError("--user EMAIL is needed") }
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let actor = try await CommandActor(arguments).find(in: pool)
    let changes = arguments.options("set")
    if !changes.isEmpty {
      var object =
        try await PreferenceStore.read(for: actor, in: pool).preferences.json.objectValue ?? [:]
      for change in changes {
        guard let split = change.firstIndex(of: "=") else {
          throw UsageError("--set takes NAME=VALUE")
        }
        object[String(change[..<split])] = try value(String(change[change.index(after: split)...]))
      }
      let preferences: PlanningPreferences
      do {
        preferences = try PlanningPreferences(json: .object(object))
      } catch {
        throw UsageError(error.description)
      }
      try await pool.transaction { session in
        try await PreferenceStore.save(preferences, for: actor, in: session)
      }
    }
    let settings = try await PlanningRoutes.settings(of: actor, in: pool)
    for member in settings.objectValue?.members ?? [] {
      print("\(member.key) = \(member.value.serialized)")
    }
    return 0
  }

  /// The value as JSON; a word that is none is a text.
  private static func value(_ text: String) throws(UsageError) -> JSONValue {
    if let value = try? JSONValue(parsing: Array(text.utf8)) { return value }
    return .string(text)
  }
}
