import Glibc
import Ingest
import Shared

/// `fractal inspect mail`: what the mail parser and the body rules see, as lines of JSON.
enum InspectMail: Command {
  /// The verb below `inspect`.
  static let name = "mail"
  /// The line in the list of verbs.
  static let summary = "headers, parts and texts of mails; forwards and replies in bodies"
  /// Usage, options and examples.
  static let help = """
    usage: fractal inspect mail FILE...
           fractal inspect mail --body < LINES
           fractal inspect mail --bench N FILE...

    FILE...     one line of JSON a message: headers, leaves, warnings
    --body      reads JSON lines {"subject", "body"}; answers the forward and the reply in each
    --bench N   parses and decodes every file N times and prints the counts

    examples:
      fractal inspect mail message.eml | jq .headers
      fractal inspect mail maildir/cur/*
    """

  /// Runs with the words after `mail` and returns the exit status.
  static func run(_ arguments: [String]) async throws -> Int32 {
    if arguments.first == "--body" { return try inspectBodies() }
    if arguments.first == "--bench" {
      guard arguments.count > 1, let passes = Int(arguments[1]), passes > 0 else {
        throw UsageError("--bench takes the number of passes, then files")
      }
      return bench(passes, arguments[2...])
    }
    guard !arguments.isEmpty else { throw UsageError("no file given") }
    var inspector = MailInspector()
    var status: Int32 = 0
    for path in arguments {
      guard let message = WholeFile.read(path) else {
        StandardError.write("fractal inspect: cannot read \(path)\n")
        status = 66
        continue
      }
      StandardOutput.write(bytes: inspector.describe(path: path, message: message))
    }
    return status
  }

  private static func bench(_ passes: Int, _ paths: ArraySlice<String>) -> Int32 {
    let messages = paths.compactMap(WholeFile.read)
    var leaves = 0
    for _ in 0..<passes {
      for message in messages { leaves += MailInspector.decodeCompletely(message) }
    }
    print("{\"messages\": \(messages.count * passes), \"leaves\": \(leaves)}")
    return 0
  }

  private static func inspectBodies() throws -> Int32 {
    let input = try StandardInput.readAll()
    var inspector = BodyInspector()
    for line in input.split(separator: UInt8(ascii: "\n")) {
      StandardOutput.write(bytes: inspector.describe(line: Array(line)))
    }
    return 0
  }
}
