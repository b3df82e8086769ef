import Foundation
import Shared
import Support
import Testing

@Suite(.serialized) struct ProposalFlowTests {
  @Test("a proposal is accepted in part on the command line, undone and redone")
  func acceptedInPart() async throws {
    try await MailWorld.with { mail in
      let world = mail.world
      let parent = try await world.write(TaskDraft(title: "Plan the fair")).id
      let groups = ["book", "invite", "order"].map { title in
        var draft = TaskDraft(title: title)
        draft.parent = parent
        draft.key = title
        if title != "book" { draft.blockedBy = [.draft("book")] }
        return ProposalGroup(title, items: [ProposalItem(.create(draft))])
      }
      let proposal = Proposal(
        kind: "breakdown", title: "Steps", task: parent, groups: groups)
      try await world.pool.transaction { session in
        try await ProposalStore.store(proposal, for: world.actor, in: session)
      }
      let id = proposal.id.uuidString.lowercased()
      let shown = try await mail.program.run(["proposals", "show", id])
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(shown.output.contains("2. invite [open]"))
      let accepted = try await mail.program.run(
        ["proposals", "accept", id, "--groups", "1,3", "--json"])
      #expect(accepted.status == 0, "\(accepted.errors)")
      let decision = try JSONValue(parsing: accepted.output)
      #expect(decision["accepted"]?.arrayValue?.count == 2)
      let living = "select count(*) from tasks where deleted_at is null"
      var tasks = try await world.count(living)
      #expect(tasks == 3)
      let edges = try await world.count("select count(*) from task_dependencies")
      #expect(edges == 1)
      let transaction = try #require(decision["transaction_id"]?.stringValue)
      let undone = try await mail.program.run(["undo", transaction])
      #expect(undone.status == 0, "\(undone.errors)")
      tasks = try await world.count(living)
      #expect(tasks == 1)
      let twice = try await mail.program.run(["undo", transaction])
      #expect(twice.status == 1)
      #expect(twice.errors.contains("undone already"))
      let redone = try await mail.program.run(["redo", transaction, "--json"])
      #expect(redone.status == 0, "\(redone.errors)")
      tasks = try await world.count(living)
      #expect(tasks == 3)
      let rejected = try await mail.program.run(
        ["proposals", "reject", id, "--reason", "not this year"])
      #expect(rejected.status == 0, "\(rejected.errors)")
      let again = try await mail.program.run(["proposals", "accept", id])
      #expect(again.status == 1)
    }
  }

  @Test("tokens are made, listed without their secrets, and revoked on the command line")
  func tokens() async throws {
    try await MailWorld.with { mail in
      let made = try await mail.program.run(
        ["token", "create", "--operator", "--scopes", "inbound,metrics", "--expires", "90d"])
      #expect(made.status == 0, "\(made.errors)")
      let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
      let listed = try await mail.program.run(["token", "list"])
      #expect(listed.output.contains(token.prefix(20)))
      #expect(!listed.output.contains(token.suffix(43)))
      #expect(try await mail.program.run(["token", "revoke", token]).status == 0)
      #expect(try await mail.program.run(["token", "revoke", token]).status == 1)
      let wrong = try await mail.program.run(["token", "create", "--operator", "--scopes", "read"])
      #expect(wrong.status == 1)
      let neither = try await mail.program.run(["token", "create"])
      #expect(neither.status == 64)
    }
  }
}
