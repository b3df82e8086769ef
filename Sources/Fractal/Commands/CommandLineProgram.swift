import Glibc
import Shared

/// The program `fractal`: finds the verb, answers `--help`, reports errors with their exit status.
enum CommandLineProgram {
  /// Every verb, in the order in which the help lists them.
  static let commands: [any Command.Type] = [InspectCommand.self]

  /// Runs the verb of this process's arguments and exits with its status.
  static func main() async -> Never {
    exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs one command line and returns its exit status: 64 where no such verb exists.
  static func run(_ words: [String]) async -> Int32 {
    guard let verb = words.first, verb != "--help", verb != "help" else {
      print(overview)
      return words.isEmpty ? 64 : 0
    }
    guard let command = commands.first(where: { $0.name == verb }) else {
      StandardError.write("fractal: no command '\(verb)'; 'fractal --help' lists them\n")
      return 64
    }
    if words.dropFirst().contains("--help") {
      print((InspectCommand.part(of: words) ?? command).help)
      return 0
    }
    do {
      return try await command.run(Array(words.dropFirst()))
    } catch let error as UsageError {
      StandardError.write("fractal \(verb): \(error); 'fractal \(verb) --help' says more\n")
      return 64
    } catch {
      StandardError.write("fractal \(verb): \(error)\n")
      return 1
    }
  }

  private static var overview: String {
    let width = commands.map { $0.name.count }.max() ?? 0
    let lines = commands.map { command in
      let padding = String(repeating: " ", count: width - command.name.count)
      return "  \(command.name)\(padding)  \(command.summary)"
    }
    return (["usage: fractal COMMAND [OPTIONS]", ""] + lines).joined(separator: "\n")
  }
}
