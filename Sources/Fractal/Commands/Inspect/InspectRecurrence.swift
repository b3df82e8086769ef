import Shared

/// `fractal inspect recurrence`: expands series from standard input, with no database.
enum InspectRecurrence: Command {
  /// The verb below `inspect`.
  static let name = "recurrence"
  /// The line in the list of verbs.
  static let summary = "expand recurrence rules read as JSON lines from standard input"
  /// Usage and the form of the lines.
  static let help = """
    usage: fractal inspect recurrence < SERIES.jsonl

    Reads one series a line and answers each at once with one line:

      {"dtstart": "2026-01-05T09:00:00", "tzid": "Europe/Berlin", "rrule": "FREQ=WEEKLY;BYDAY=MO",
       "exdate": [], "rdate": [], "limit": 20, "until": "2027-01-05T09:00:00"}
      {"instances":["2026-01-05T09:00:00", …]}   or   {"error":"what is wrong"}

    dtstart is a wall time, or a date for a series of whole days; tzid null is a floating time. At
    most `limit` instances are given, none after `until`. "partial":true follows where the work of
    a rule ran out. The start is an instance only where the rule produces it. docs/time.md says more.

    example: echo '{"dtstart": "2026-01-05", "tzid": null, "rrule": "FREQ=DAILY;COUNT=3",
        "exdate": [], "rdate": [], "limit": 5, "until": null}' | tr -d '\\n' |
        fractal inspect recurrence
    """

  /// Runs with the words after `recurrence` and returns the exit status.
  static func run(_ words: [String]) async throws -> Int32 {
    _ = try Arguments(words, options: [])
    var lines = StandardInputLines()
    var writer = JSONWriter(capacity: 4_096)
    while let line = lines.next() {
      writer.removeAll()
      answer(line, into: &writer)
      writer.writeByte(10)
      guard StandardOutput.write(bytes: writer.bytes) else { return 1 }
    }
    return 0
  }

  /// Writes the answer to one line.
  static func answer(_ line: [UInt8], into writer: inout JSONWriter) {
    do {
      let question = try RecurrenceQuestion(JSONValue(parsing: line))
      let expansion = question.series.expand(
        through: question.last, RecurrenceOptions(limit: question.limit))
      writer.writeRaw("{\"instances\":[")
      for (index, instance) in expansion.instances.enumerated() {
        if index > 0 { writer.writeByte(UInt8(ascii: ",")) }
        writer.write(
          question.series.start.isDate ? instance.date.description : instance.description)
      }
      writer.writeRaw("]")
      if expansion.shortfall == .work { writer.writeRaw(",\"partial\":true") }
      writer.writeRaw("}")
    } catch {
      writer.writeRaw("{\"error\":")
      writer.write("\(error)")
      writer.writeRaw("}")
    }
  }
}
