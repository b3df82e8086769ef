import NLParse
import Shared

/// `fractal inspect line`: reads typed lines from standard input, with no database.
enum InspectLine: Command {
  /// The verb below `inspect`.
  static let name = "line"
  /// The line in the list of verbs.
  static let summary = "read typed lines, given as JSON lines on standard input"
  /// Usage and the form of the lines.
  static let help = """
    usage: fractal inspect line < LINES.jsonl

    Reads one question a line and answers each at once with one line:

      {"text": "pay rent every 1st at 9am", "reference": "2026-08-05T10:00:00", "tz": "UTC",
       "locale": "en-US", "language": "en"}
      {"title":"pay rent","due":{"found":true,"kind":"set","rrule":"FREQ=MONTHLY;BYMONTHDAY=1;…"},…}

    reference is the local wall time; tz an IANA name or an offset; locale en-GB puts the day before
    the month. All times of the answer are local. docs/quick-add.md describes what is understood.

    example: echo '{"text": "call Anna tomorrow at 5pm", "reference": "2026-11-20T09:00:00"}' |
        fractal inspect line
    """

  /// Runs with the words after `line` and returns the exit status.
  static func run(_ words: [String]) async throws -> Int32 {
    _ = try Arguments(words, options: [])
    var lines = StandardInputLines()
    var writer = JSONWriter(capacity: 4_096)
    let parser = LineParser()
    while let line = lines.next() {
      writer.removeAll()
      do {
        let question = try LineInspection(JSONValue(parsing: line))
        LineInspection.write(parser.read(question.text, question.context), into: &writer)
      } catch {
        writer.writeRaw("{\"error\":")
        writer.write("\(error)")
        writer.writeRaw("}")
      }
      writer.writeByte(10)
      guard StandardOutput.write(bytes: writer.bytes) else { return 1 }
    }
    return 0
  }
}
