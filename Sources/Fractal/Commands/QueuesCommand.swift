/// `fractal queues`: how the queues stand, pause and resume.
enum QueuesCommand: CommandGroup {
  static let name = "queues"
  static let summary = "show depth, age and throughput of queues; pause and resume them"
  static let commands: [any Command.Type] = [
    QueuesList.self, QueuesPause.self, QueuesResume.self, QueuesWorkers.self,
  ]
}
