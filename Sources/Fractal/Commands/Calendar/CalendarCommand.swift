/// `fractal calendar`: a person's calendars.
enum CalendarCommand: CommandGroup {
  static let name = "calendar"
  static let summary = "list, add and remove a person's calendars"
  static let commands: [any Command.Type] = [
    CalendarList.self, CalendarAdd.self, CalendarRemove.self, CalendarSyncNow.self,
  ]
}
