/// `fractal jobs`: looks at jobs and does something about them.
enum JobsCommand: CommandGroup {
  static let name = "jobs"
  static let summary = "list, show, retry, cancel, discard and purge jobs"
  static let commands: [any Command.Type] = [
    JobsList.self, JobsShow.self, JobsRetry.self, JobsCancel.self, JobsDiscard.self,
    JobsPurge.self,
  ]
}
