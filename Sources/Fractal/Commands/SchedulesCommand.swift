/// `fractal schedules`: what happens again and again.
enum SchedulesCommand: CommandGroup {
  static let name = "schedules"
  static let summary = "list, set, preview, pause, resume and remove schedules"
  static let commands: [any Command.Type] = [
    SchedulesList.self, SchedulesSet.self, SchedulesNext.self, SchedulesPause.self,
    SchedulesResume.self, SchedulesRemove.self,
  ]
}
