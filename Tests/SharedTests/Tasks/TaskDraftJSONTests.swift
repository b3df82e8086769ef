import FoundationEssentials
import Testing

@testable import Shared

@Suite struct TaskDraftJSONTests {
  /// A draft with every field set.
  static var full: TaskDraft {
    var draft = TaskDraft(title: "Prepare the autumn fair")
    draft.key = "fair"
    draft.description = "With **stalls**"
    draft.project = UUID()
    draft.parent = UUID()
    draft.priority = .medium
    draft.status = .inProgress
    draft.bucket = UUID()
    draft.completedAt = Instant(seconds: 1_700_000_000)
    draft.archived = true
    draft.start = Instant(microseconds: 1_800_000_000_123_456)
    draft.due = Instant(seconds: -1)
    draft.softDeadline = Instant(seconds: 0)
    draft.isHardDeadline = true
    draft.recurrenceRule = "FREQ=WEEKLY"
    draft.timezone = "Europe/Berlin"
    draft.estimatedMinutes = 90
    draft.timeSpentMinutes = 5
    draft.facts.dueGrain = .day
    draft.facts.floating = true
    draft.facts.notBefore = Instant(seconds: 5)
    draft.facts.repeatFrom = .completion
    draft.facts.seriesStart = "2026-06-05T09:00:00"
    draft.facts.seriesID = UUID()
    draft.facts.occurrence = 3
    draft.facts.assignee = UUID()
    draft.facts.place = "Hall 3"
    draft.facts.sourceKind = "mail"
    draft.facts.sourceURL = "https://example.org/a?b"
    draft.facts.canonicalURL = "https://example.org/a"
    draft.facts.attendees = [["email": "a@example.org"]]
    draft.facts.senderClass = .outsider
    draft.facts.warnings = ["title_cut"]
    draft.facts.details = ["sequence": 3]
    draft.facts.rawInput = UUID()
    draft.tags = ["Work", "fair"]
    draft.subtasks = [TaskDraft(title: "Order tables")]
    draft.blockedBy = [.task(UUID()), .draft("hall")]
    draft.blocking = [.draft("party")]
    draft.reminders = [
      TaskReminder(.at(Instant(seconds: 9))),
      TaskReminder(.before(minutes: 60, .due), channel: "email"),
    ]
    draft.attachments = [
      TaskAttachment(fileName: "plan.pdf", mediaType: "application/pdf", byteCount: 7, key: "w/b/1")
    ]
    draft.explain(
      .title, value: "Prepare", as: .header, reference: ["name": "Subject"], confidence: 0.9)
    return draft
  }

  @Test("a draft with every field set reads back equal")
  func roundTrip() throws {
    let draft = Self.full
    let text = draft.json.serialized
    #expect(try TaskDraft(json: JSONValue(parsing: text)) == draft)
    #expect(Set(draft.filledFields) == Set(TaskField.allCases).subtracting([.blocks]))
    #expect(!draft.unexplainedFields.contains(.title))
    #expect(draft.unexplainedFields.contains(.due))
  }

  @Test("a bare draft is its title alone")
  func bare() throws {
    #expect(TaskDraft(title: "x").json.serialized == #"{"title":"x"}"#)
  }

  @Test(
    "a member that does not fit is named by its path",
    arguments: [
      (#"{}"#, "title"), (#"{"title":1}"#, "title"),
      (#"{"title":"a","due_date":"soon"}"#, "due_date"),
      (#"{"title":"a","priority":4}"#, "priority"),
      (
        #"{"title":"a","subtasks":[{"title":"b"},{"title":"c","project_id":"x"}]}"#,
        "subtasks[1].project_id"
      ),
      (#"{"title":"a","facts":{"due_grain":"week"}}"#, "facts.due_grain"),
    ])
  func misfit(text: String, path: String) throws {
    let json = try JSONValue(parsing: text)
    let error = try #require(throws: TaskError.self) { try TaskDraft(json: json) }
    #expect(error.code == .invalid)
    #expect(error.field == path)
  }

  @Test("drafts nest no deeper than the limit")
  func depth() throws {
    func nested(_ levels: Int) -> TaskDraft {
      var draft = TaskDraft(title: "t")
      if levels > 1 { draft.subtasks = [nested(levels - 1)] }
      return draft
    }
    #expect(try TaskDraft(json: nested(TaskLimits.draftDepth).json).depth == TaskLimits.draftDepth)
    let error = try #require(throws: TaskError.self) {
      try TaskDraft(json: nested(TaskLimits.draftDepth + 1).json)
    }
    #expect(error.code == .limit)
  }
}
