import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct TaskTemplateTests {
  @Test("a template repeats fields, facts, tags, reminders and open sub-tasks, and nothing else")
  func template() async throws {
    try await TestWorld.with { world in
      var draft = TaskDraftJSONTests.full
      draft.key = nil
      draft.project = world.project
      draft.parent = nil
      draft.blockedBy = []
      draft.blocking = []
      draft.tags = ["fair", "Work"]
      var done = TaskDraft(title: "done")
      done.status = .done
      done.subtasks = [TaskDraft(title: "below done")]
      var open = TaskDraft(title: "open")
      open.tags = ["nested"]
      open.subtasks = [TaskDraft(title: "first"), TaskDraft(title: "second")]
      draft.subtasks = [done, open]
      let task = try await world.write(draft).id
      var expected = draft
      expected.subtasks = [open]
      expected.status = .todo
      expected.completedAt = nil
      expected.archived = false
      expected.timeSpentMinutes = 0
      expected.attachments = []
      expected.provenance = []
      var template = try await TaskReader.template(of: task, as: world.actor, in: world.pool)
      #expect(template == expected)
      template.facts.occurrence = 4
      let again = try await world.write(template)
      #expect(again.flattened.count == 4)
      let stranger = Actor(user: try await TestWorld.addUser(in: world.pool), workspace: UUID())
      let code = await PermissionsTests.code {
        try await TaskReader.template(of: task, as: stranger, in: world.pool)
      }
      #expect(code == .notFound)
    }
  }
}
