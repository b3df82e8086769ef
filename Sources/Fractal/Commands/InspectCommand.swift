/// `fractal inspect`: shows what a part of the pipeline makes of an input, with no database.
enum InspectCommand: CommandGroup {
  static let name = "inspect"
  static let summary = "show what a part of the pipeline makes of an input, without a database"
  static let commands: [any Command.Type] = [
    InspectBreakdown.self, InspectEmbed.self, InspectLine.self, InspectMail.self,
    InspectNeighbours.self, InspectPage.self, InspectPlan.self, InspectRecurrence.self,
  ]
}
