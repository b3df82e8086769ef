import Shared

/// `fractal schedules next`.
enum SchedulesNext: Command {
  static let name = "next"
  static let summary = "show when an expression happens, without a database"
  static let help = """
    usage: fractal schedules next EXPRESSION [--zone ZONE] [--after INSTANT] [--count N]
             [--gap shift|skip] [--overlap first|both]

    examples:
      fractal schedules next '30 2 * * *' --zone Europe/Berlin --after 2027-03-26T00:00:00Z
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(
      words, options: ["zone", "after", "count", "gap", "overlap"], positionals: 1...1)
    var policy = ClockChangePolicy()
    if let word = try arguments.choice("gap", of: ClockChangePolicy.Gap.allCases) {
      policy.gap = word
    }
    if let word = try arguments.choice("overlap", of: ClockChangePolicy.Overlap.allCases) {
      policy.overlap = word
    }
    var time = Instant.machineNow
    if let text = arguments.option("after") {
      guard let instant = Instant(text) else {
        throw UsageError("--after takes an instant such as 2027-03-26T00:00:00Z")
      }
      time = instant
    }
    do {
      let timetable = try Timetable(arguments.positionals[0])
      let zone = try TimeZoneDatabase.system.zone(named: arguments.option("zone") ?? "UTC")
      for _ in 0..<(try arguments.integer("count", in: 1...1_000) ?? 5) {
        guard let next = timetable.next(after: time, in: zone, policy: policy) else {
          print("never")
          break
        }
        print(next.text(in: zone))
        time = next
      }
    } catch let error as ScheduleError {
      throw UsageError(error.description)
    } catch let error as TimeZoneError {
      throw UsageError(error.description)
    }
    return 0
  }
}
