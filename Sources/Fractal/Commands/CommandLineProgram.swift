import Glibc
import Shared

/// The program `fractal`: finds the verb, answers `--help`, reports errors with their exit status.
enum CommandLineProgram {
  /// Every verb, in the order in which the help lists them.
  static let commands: [any Command.Type] = [
    RunCommand.self,
    ServeCommand.self,
    DoctorCommand.self,
    ConfigCommand.self,
    TokenCommand.self,
    SearchCommand.self,
    ProposalsCommand.self,
    BreakdownCommand.self,
    NowCommand.self,
    UsageCommand.self,
    PlanCommand.self,
    CalendarCommand.self,
    UndoCommand.self,
    RedoCommand.self,
    InspectCommand.self,
    AddCommand.self,
    MailCommand.self,
    AddressCommand.self,
    MailboxCommand.self,
    QuarantineCommand.self,
    CaptureCommand.self,
    OpenCommand.self,
    MigrateCommand.self,
    ReindexCommand.self,
    WorkerCommand.self,
    BenchCommand.self,
    JobsCommand.self,
    QueuesCommand.self,
    SchedulesCommand.self,
    CredentialsCommand.self,
    InputsCommand.self,
    IngestChildCommand.self,
  ]

  /// Runs the verb of this process's arguments and exits with its status.
  static func main() async -> Never {
    // A peer that closes its socket must not end the process: the write reports it instead.
    signal(SIGPIPE, SIG_IGN)
    // Nor must a file that may not grow: the write reports EFBIG instead.
    signal(SIGXFSZ, SIG_IGN)
    exit(await run(ProcessArguments.words))
  }

  /// Runs one command line and returns its exit status: 64 where it does not fit, 78 where the
  /// settings are refused, 1 where it failed.
  static func run(_ words: [String]) async -> Int32 {
    guard let verb = words.first, verb != "--help", verb != "help" else {
      return showHelp(of: Array(words.dropFirst()), status: words.isEmpty ? 64 : 0)
    }
    guard let command = commands.first(where: { $0.name == verb }) else {
      StandardError.write("fractal: no command '\(verb)'; 'fractal --help' lists them\n")
      return 64
    }
    let rest = Array(words.dropFirst())
    if asksForHelp(rest), !(command is any CommandGroup.Type) || rest.first == "--help" {
      print(command.help)
      return 0
    }
    do {
      return try await command.run(rest)
    } catch let error as UsageError {
      StandardError.write("fractal \(verb): \(error); 'fractal \(verb) --help' says more\n")
      return 64
    } catch let error as SettingsError {
      StandardError.write("fractal \(verb): \(error)\n")
      return 78
    } catch {
      StandardError.write("fractal \(verb): \(error)\n")
      return 1
    }
  }

  /// Whether the words ask for help before `--` ends the options.
  static func asksForHelp(_ words: [String]) -> Bool {
    words.prefix { $0 != "--" }.contains("--help")
  }

  /// The verbs with their summaries, aligned.
  static func list(_ commands: [any Command.Type]) -> String {
    let width = commands.map { $0.name.count }.max() ?? 0
    return commands.map { command in
      let padding = String(repeating: " ", count: width - command.name.count)
      return "  \(command.name)\(padding)  \(command.summary)"
    }.joined(separator: "\n")
  }

  /// Prints the help of a verb, or the overview; `fractal help token create` works as well.
  private static func showHelp(of words: [String], status: Int32) -> Int32 {
    var known = commands
    var found: (any Command.Type)?
    for word in words {
      guard let command = known.first(where: { $0.name == word }) else {
        StandardError.write("fractal: no command '\(word)'; 'fractal --help' lists them\n")
        return 64
      }
      found = command
      known = (command as? any CommandGroup.Type)?.commands ?? []
    }
    print(found?.help ?? overview)
    return status
  }

  private static var overview: String {
    """
    usage: fractal COMMAND [OPTIONS]

    \(list(commands))

    'fractal COMMAND --help' says more, with examples. Settings come from the environment and
    from .env in the current directory; 'fractal config' lists them.
    """
  }
}
