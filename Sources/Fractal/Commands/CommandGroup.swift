import Shared

/// A verb with verbs of its own below it, such as `fractal token create`.
protocol CommandGroup: Command {
  /// The verbs below, in the order in which the help lists them.
  static var commands: [any Command.Type] { get }
}

extension CommandGroup {
  /// The verbs below, each with its line; a verb's own `--help` says more.
  static var help: String {
    """
    usage: fractal \(name) COMMAND [OPTIONS]

    \(summary)

    \(CommandLineProgram.list(commands))

    'fractal \(name) COMMAND --help' says more, with examples.
    """
  }

  /// Runs the verb below that the first word names.
  static func run(_ arguments: [String]) async throws -> Int32 {
    guard let verb = arguments.first else { throw UsageError("a command is missing") }
    guard let command = commands.first(where: { $0.name == verb }) else {
      throw UsageError("no command '\(verb)'")
    }
    if CommandLineProgram.asksForHelp(Array(arguments.dropFirst())) {
      print(command.help)
      return 0
    }
    return try await command.run(Array(arguments.dropFirst()))
  }
}
