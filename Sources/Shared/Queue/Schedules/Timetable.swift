/// When a schedule happens: a cron expression, a macro for one, or `@every` and an interval.
public enum Timetable: Hashable, Sendable {
  /// By the wall clock of a zone.
  case cron(CronExpression)
  /// So many seconds after the last time, whatever the clocks show.
  case every(seconds: Int)

  /// Reads an expression, a macro (`@yearly`, `@annually`, `@monthly`, `@weekly`, `@daily`,
  /// `@midnight`, `@hourly`) or `@every 1h30m`.
  public init(_ text: String) throws(ScheduleError) {
    guard text.hasPrefix("@") else {
      self = .cron(try CronExpression(text))
      return
    }
    let words = text.split(separator: " ").map(String.init)
    switch words.first?.lowercased() {
    case "@yearly", "@annually": self = .cron(try CronExpression("0 0 1 1 *"))
    case "@monthly": self = .cron(try CronExpression("0 0 1 * *"))
    case "@weekly": self = .cron(try CronExpression("0 0 * * 0"))
    case "@daily", "@midnight": self = .cron(try CronExpression("0 0 * * *"))
    case "@hourly": self = .cron(try CronExpression("0 * * * *"))
    case "@every":
      guard words.count == 2, let seconds = Self.interval(words[1]) else {
        throw ScheduleError(.badInterval)
      }
      self = .every(seconds: seconds)
    default: throw ScheduleError(.unknownMacro)
    }
  }

  /// The first time after the given one; nil where there is none within the searched years.
  ///
  /// For `@every`, the given moment has to be the last time.
  public func next(
    after instant: Instant, in zone: Zone, policy: ClockChangePolicy = ClockChangePolicy()
  ) -> Instant? {
    switch self {
    case .every(let seconds):
      return Instant(microseconds: instant.microseconds + Int64(seconds) * 1_000_000)
    case .cron(let expression):
      return expression.next(after: instant, in: zone, policy: policy)
    }
  }

  private static func interval(_ text: String) -> Int? {
    var total = 0
    var number: Int?
    for byte in text.utf8 {
      if (0x30...0x39).contains(byte) {
        number = (number ?? 0) * 10 + Int(byte - 0x30)
        if number ?? 0 > 100_000_000 { return nil }
        continue
      }
      let units = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3_600,
        UInt8(ascii: "d"): 86_400,
      ]
      guard let count = number, let unit = units[byte] else { return nil }
      total += count * unit
      number = nil
    }
    return number == nil && total > 0 ? total : nil
  }
}
