import Shared

/// `fractal queues workers`.
enum QueuesWorkers: Command {
  static let name = "workers"
  static let summary = "show the workers that are alive"
  static let help = """
    usage: fractal queues workers [--json]

    Every worker with its version, its queues, what it runs and how long it has been silent.

    examples:
      fractal queues workers
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json"])
    let workers = try await OperatorSession.run { try await JobQueue.workers(in: $0) }
    if arguments.flag("json") {
      let list = workers.map { worker -> JSONValue in
        [
          "name": .string(worker.name), "version": .string(worker.version),
          "queues": .array(worker.queues.map { .string($0) }),
          "running": .int(Int64(worker.running)),
          "silent_seconds": .double(worker.silentSeconds),
          "age_seconds": .double(worker.ageSeconds),
        ]
      }
      print(JSONValue.object(["workers": .array(list)]).serialized)
      return 0
    }
    var table = TextTable("WORKER", "VERSION", "QUEUES", "RUNNING", "SILENT", "AGE")
    for worker in workers {
      table.add(
        worker.name, worker.version, worker.queues.joined(separator: ","), "\(worker.running)",
        OperatorSession.age(worker.silentSeconds), OperatorSession.age(worker.ageSeconds))
    }
    print(table.text)
    return 0
  }
}
