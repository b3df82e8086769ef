/// `fractal quarantine`: mails that wait for a person.
enum QuarantineCommand: CommandGroup {
  static let name = "quarantine"
  static let summary = "list, show, release and drop mails that are held"
  static let commands: [any Command.Type] = [
    QuarantineList.self, QuarantineShow.self, QuarantineRelease.self, QuarantineDrop.self,
  ]
}
