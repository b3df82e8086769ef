import Ingest
import Shared

/// `fractal ingest-child`: the child process that alone shows outside bytes to libxml2. Started by
/// the program itself; it speaks frames on its standard streams.
enum IngestChildCommand: Command {
  static let name = "ingest-child"
  static let summary = "read pages and mails for the worker (started by the program itself)"
  static let help = """
    usage: fractal ingest-child

    Answers framed requests on standard input until it ends. The program starts it by itself, with
    limits on CPU time, memory and files and without network.

    example: none; there is no use for it by hand
    """

  static func run(_ words: [String]) async throws -> Int32 {
    _ = try Arguments(words)
    return SandboxService.run(preparing: IngestRequests.prepare, IngestRequests.answer)
  }
}
