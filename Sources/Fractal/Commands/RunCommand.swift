import Shared

/// `fractal run`: everything in one process.
enum RunCommand: Command {
  static let name = "run"
  static let summary = "serve and work in one process, on an embedded PostgreSQL by default"
  static let help = """
    usage: fractal run [--demo FOLDER [--once]] [--reset]

    Starts server and worker in one process and keeps them until SIGTERM or SIGINT. Without
    DATABASE_URL a private PostgreSQL runs in the data directory (FRACTAL_DATA_DIR), migrated
    with the app's tables, and stops with this process; other commands find it meanwhile. With
    DATABASE_URL that database is used as it is: run 'fractal migrate' before.

      --demo FOLDER  make a demo user with nested projects, feed the folder's sample mails, print
                     what they became and where each field came from
      --once         end after the demo; status 0 says every sample became what it should
      --reset        throw the embedded database and the stored objects away first

    examples:
      fractal run
      fractal run --demo fixtures/demo --once
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["once", "reset"], options: ["demo"])
    var options = RunOptions()
    options.demoFolder = arguments.option("demo")
    options.endsAfterDemo = arguments.flag("once")
    options.startsOver = arguments.flag("reset")
    if options.endsAfterDemo, options.demoFolder == nil {
      throw UsageError("--once goes with --demo FOLDER")
    }
    let run = ProgramRun(
      context: try ProgramContext.load(), options: options, show: { StandardOutput.write($0) })
    return try await run.run()
  }
}
