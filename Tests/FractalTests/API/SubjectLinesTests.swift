import FoundationEssentials
import NLParse
import Support
import Testing

@testable import Fractal
@testable import Shared

@Suite struct SubjectLinesTests {
  @Test("a subject's commands fill the draft of the mail, and leave what they do not say")
  func commands() async throws {
    try await TestWorld.with { world in
      try await world.pool.execute(
        SQL("", "update public.projects set name = 'Finance' where id = $1"), [world.project])
      var draft = TaskDraft(title: "Invoice 7 #Finance @paper !1 ~45m due tomorrow")
      draft.description = "the mail's text"
      draft.explain(.title, as: .header, confidence: 0.9)
      let now = Instant(seconds: 1_795_165_200)
      let merged = try await SubjectLines().apply(
        draft.title, to: draft, as: world.actor, at: now, in: world.pool)
      #expect(merged.title == "Invoice 7")
      #expect(merged.project == world.project)
      #expect(merged.tags == ["paper"])
      #expect(merged.priority == .high)
      #expect(merged.estimatedMinutes == 45)
      #expect(merged.due != nil)
      #expect(merged.description == "the mail's text")
      #expect(merged.provenance.filter { $0.field == .title }.map(\.kind) == [.span])
    }
  }

  @Test("names of people, and reminders without a date, stay in a subject's title")
  func kept() async throws {
    try await TestWorld.with { world in
      for (subject, title) in [
        ("Invoice +anna after \"the audit\" tomorrow", "Invoice +anna after \"the audit\""),
        ("Invoice #Finance, remind me 1h before", "Invoice, remind me 1h before"),
      ] {
        let merged = try await SubjectLines().apply(
          subject, to: TaskDraft(title: subject), as: world.actor,
          at: Instant(seconds: 1_795_165_200), in: world.pool)
        #expect(merged.title == title)
        #expect(merged.reminders.isEmpty && merged.blockedBy.isEmpty)
        #expect(merged.facts.assignee == nil)
      }
    }
  }

  @Test("a subject that commands nothing changes nothing; a colon in it lists no sub-tasks")
  func plain() async throws {
    try await TestWorld.with { world in
      for subject in ["Read Monday notes", "Order: 3 chairs, 2 tables"] {
        var draft = TaskDraft(title: subject)
        draft.explain(.title, as: .header, confidence: 0.9)
        let merged = try await SubjectLines().apply(
          subject, to: draft, as: world.actor, at: Instant(seconds: 1_795_165_200),
          in: world.pool)
        #expect(merged.title == subject)
        #expect(merged.subtasks.isEmpty)
        #expect(merged.due == nil)
      }
    }
  }
}
