import Shared
import Testing

@Suite struct LogFormatTests {
  private let record = LogRecord(
    time: Instant(microseconds: 1795_166_096_789_000), level: .warning, message: "job failed",
    fields: [("job", 7), ("reason", "two words")])

  @Test("a record is one JSON object a line for programs")
  func json() {
    #expect(
      LogFormat.json.line(record)
        == #"{"time":"2026-11-20T09:14:56.789Z","level":"warning","message":"job failed","job":7,"reason":"two words"}"#
    )
  }

  @Test("a record is readable for people")
  func text() {
    #expect(
      LogFormat.text.line(record) == #"09:14:56.789 WARNING job failed job=7 reason="two words""#)
  }
}
