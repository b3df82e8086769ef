import Shared

/// `fractal jobs show`.
enum JobsShow: Command {
  static let name = "show"
  static let summary = "show one job with its errors"
  static let help = """
    usage: fractal jobs show NUMBER [--json]

    Everything that is known about a job, finished or not. Exit status 1 where there is no such
    job, or no longer.

    examples:
      fractal jobs show 4711
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"], positionals: 1...1)
    let id = try OperatorSession.jobs(arguments.positionals)[0]
    guard let job = try await OperatorSession.run({ try await JobQueue.job(id, in: $0) }) else {
      StandardError.write("fractal jobs show: no job \(id)\n")
      return 1
    }
    if arguments.flag("json") {
      print(job.json.serialized)
      return 0
    }
    var table = TextTable("JOB", id.description)
    for member in job.json.objectValue?.members ?? [] where !["id", "errors"].contains(member.key) {
      table.add(
        member.key.replacing("_", with: " "), member.value.stringValue ?? member.value.serialized)
    }
    print(table.text)
    for error in job.errors {
      print(
        "  attempt \(error["attempt"]?.serialized ?? "?") at \(error["at"]?.stringValue ?? "?"):",
        error["code"]?.stringValue ?? "", error["message"]?.stringValue ?? "")
    }
    return 0
  }
}
