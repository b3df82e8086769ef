import FoundationEssentials
import NLParse
import Shared
import Testing

@Suite("Tasks of typed lines")
struct LineTaskTests {
  private static let dana = UUID()
  private static let eve = UUID()

  private static var directory: LineDirectory {
    var directory = LineDirectory()
    directory.members = [
      LineDirectory.Member(id: dana, name: "Dana Ray", email: "dana@example.org"),
      LineDirectory.Member(id: eve, name: "Eve Moss", email: "eve@example.org"),
    ]
    return directory
  }

  private func task(_ line: String) -> LineTask {
    let reading = LineParser().read(line, LineContext(now: LineExpectation.now, zone: .utc))
    return LineTask(reading, Self.directory, now: Instant(seconds: 0))
  }

  @Test("A reminder that has no date to count from stays title, and that is said")
  func danglingReminder() {
    var dangling = task("Call mom, remind me 1h before")
    dangling.giveBackReminders()
    #expect(dangling.draft.title == "Call mom, remind me 1h before")
    #expect(dangling.draft.reminders.isEmpty)
    #expect(dangling.draft.provenance.allSatisfy { $0.field != .reminders })
    #expect(dangling.warnings == ["reminder_without_due"])
    #expect(dangling.reading.reminders.isEmpty)

    var two = task("Call mom !30m, remind me at 5pm")
    two.giveBackReminders()
    #expect(two.draft.title == "Call mom !30m")
    #expect(two.draft.reminders.count == 1)
    #expect(two.draft.provenance.contains { $0.field == .reminders })

    var due = task("Call mom tomorrow, remind me 1h before")
    due.giveBackReminders()
    #expect(due.draft.title == "Call mom")
    #expect(due.draft.reminders.count == 1)
    #expect(due.warnings.isEmpty)
  }

  @Test("One person is taken, and the names that are not stay title")
  func people() {
    let cases: [(line: String, member: UUID?, title: String, warnings: [String])] = [
      ("Pay bill +dana +nobody", Self.dana, "Pay bill +nobody", ["assignee_unknown"]),
      ("Pay bill +nobody +dana tomorrow", Self.dana, "Pay bill +nobody", ["assignee_unknown"]),
      ("Pay bill +dana +eve", Self.dana, "Pay bill +eve", ["assignee_extra"]),
      ("Pay bill +dana +dana", Self.dana, "Pay bill", []),
      ("Pay +nobody tomorrow the bill", nil, "Pay +nobody the bill", ["assignee_unknown"]),
      (
        "Trip: book +nobody, pack bags", nil, "Trip +nobody", ["assignee_unknown"]
      ),
    ]
    for (line, member, title, warnings) in cases {
      let task = task(line)
      #expect(task.draft.facts.assignee == member, "\(line)")
      #expect(task.draft.title == title, "\(line)")
      #expect(task.warnings == warnings, "\(line)")
    }
  }

  @Test("An estimate has at most a week; a longer one stays title")
  func estimates() {
    let long = task("sleep for 99999 hours")
    #expect(long.draft.estimatedMinutes == nil)
    #expect(long.draft.title == "sleep for 99999 hours")
    #expect(long.warnings == ["estimate_too_long"])
    #expect(long.reading.durationSeconds == nil)
    let week = task("hike for 7 days")
    let minutes = week.draft.estimatedMinutes
    #expect(minutes == Int32(LineLimits.estimateMinutes))
    #expect(week.draft.title == "hike")
  }

  @Test("A stretch of times gives the estimate, and says so")
  func stretch() {
    for line in ["sync 3-4pm tomorrow", "every Tuesday sync 3pm-4pm", "sync tomorrow 15:00-16:00"] {
      let draft = task(line).draft
      let minutes = draft.estimatedMinutes
      #expect(minutes == 60, "\(line)")
      #expect(draft.provenance.contains { $0.field == .estimatedMinutes }, "\(line)")
    }
    #expect(task("between 3:00 and 5:00pm call Bob").draft.estimatedMinutes == nil)
  }

  @Test("A line that is done makes a done task")
  func done() {
    var reading = LineParser().read(
      "Pay bill", LineContext(now: LineExpectation.now, zone: .utc))
    reading.isDone = true
    let task = LineTask(reading, Self.directory, now: Instant(seconds: 0))
    #expect(task.draft.status == .done)
  }

  @Test("Readings of a line behind marks of a list count their bytes from the marks")
  func moved() {
    let reading = LineParser().read(
      "Call Bob tomorrow", LineContext(now: LineExpectation.now, zone: .utc))
    let moved = reading.moved(by: 4)
    #expect(moved.fields.first?.span == 13..<21)
    #expect(reading.moved(by: 0).fields.first?.span == 9..<17)
  }
}
