import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct InboundRoutingTests {
  @Test(
    "a recipient names slugs in order of preference",
    arguments: [
      ("Tasks+Work@Example.org", ["tasks+work", "tasks", "work"], "work"),
      (" <abc@x.org>\r\n", ["abc"], nil), ("abc", ["abc"], nil),
      ("abc+@x", ["abc+", "abc"], nil), ("a@b@c", ["a@b"], nil), ("a+a@x.org.", ["a+a", "a"], "a"),
    ] as [(String, [String], String?)])
  func slugs(text: String, slugs: [String], detail: String?) throws {
    let recipient = try #require(InboundRecipient(text))
    #expect(recipient.slugs == slugs)
    #expect(recipient.detail == detail)
  }

  @Test(
    "what is no address is none", arguments: ["", "@x.org", "<>", " ", "a b@x.org", "a\0b@x.org"])
  func none(text: String) {
    #expect(InboundRecipient(text) == nil)
    #expect(InboundRecipient(String(repeating: "a", count: 400) + "@x.org") == nil)
  }

  private func route(_ text: String, _ world: TestWorld) async throws -> InboundRoute? {
    try await InboundRouting.route(try #require(InboundRecipient(text)), in: world.pool)
  }

  @Test("the app's routing leads to a project, or to the user's own oldest workspace")
  func appRouting() async throws {
    try await TestWorld.with { world in
      try await world.pool.execute(
        SQL(
          "",
          """
          insert into inbound_email_routing values ('garden', $1, $2), ('Inbox', null, $2),
            ('gone', $3, $2), ('nobody', $1, null)
          """), [world.project, world.user, UUID()])
      let other = try await TestWorld.addUser(in: world.pool)
      let older = try await TestWorld.addWorkspace(owner: other, in: world.pool)
      try await world.pool.execute(
        SQL("", "update workspaces set created_at = now() - interval '1 day' where id = $1"),
        [older])
      try await TestWorld.addMember(world.user, to: older, in: world.pool)
      let garden = try await route("Garden+tools@mail.example", world)
      #expect(garden?.project == world.project)
      #expect(garden?.actor == world.actor)
      #expect(garden?.detail == "tools")
      let inbox = try await route("inbox@mail.example", world)
      #expect(inbox?.actor == world.actor)
      #expect(inbox?.project == nil)
      let shared = try await route("tasks+garden@mail.example", world)
      #expect(shared?.slug == "garden")
      #expect(shared?.detail == nil)
      for text in ["gone@x", "nobody@x", "else@x"] {
        #expect(try await route(text, world) == nil)
      }
    }
  }

  @Test("our own addresses go first, cannot be guessed, rotate and end")
  func ownAddresses() async throws {
    try await TestWorld.with { world in
      let pool = world.pool
      let made = try await InboundAddresses.create(
        project: world.project, as: world.actor, in: pool)
      #expect(made.slug.utf8.count == 16)
      let found = try await route("\(made.slug.uppercased())@x", world)
      #expect(found?.address == made.id)
      #expect(found?.project == world.project)
      #expect(found?.automaticMail == .drop)
      try await pool.transaction { session in
        var policy = try #require(try await InboundPolicy.read(made.slug, in: session))
        #expect(policy.listMail == .accept)
        (policy.listMail, policy.bulkMail) = (.drop, .quarantine)
        #expect(try await policy.write(made.slug, in: session))
      }
      let fresh = try await pool.transaction { session in
        try await InboundAddresses.rotate(made.slug, workspace: world.workspace, in: session)
      }
      let slug = try #require(fresh)
      #expect(try await route("\(made.slug)@x", world) == nil)
      let moved = try await route("\(slug)@x", world)
      #expect(moved?.project == world.project)
      #expect(moved?.listMail == .drop)
      #expect(moved?.bulkMail == .quarantine)
      #expect(try await InboundAddresses.revoke(slug, workspace: UUID(), in: pool) == false)
      #expect(try await InboundAddresses.revoke(slug, in: pool))
      #expect(try await route("\(slug)@x", world) == nil)
      let stranger = try await TestWorld.addUser(in: pool)
      let code = await PermissionsTests.code {
        try await InboundAddresses.create(
          project: world.project, as: Actor(user: stranger, workspace: world.workspace), in: pool)
      }
      #expect(code == .notFound)
    }
  }

  @Test("a reply finds the living task of the message it answers")
  func threads() async throws {
    try await TestWorld.with { world in
      let first = try await world.write(TaskDraft(title: "a"))
      let second = try await world.write(TaskDraft(title: "b")).id
      let workspace = world.workspace
      try await MessageThreads.record(
        ["<a@x>"], role: .own, task: first.id, workspace: workspace, in: world.pool)
      try await MessageThreads.record(
        ["<a@x>", "<b@x>", String(repeating: "x", count: 999)], role: .reference, task: second,
        workspace: workspace, in: world.pool)
      let own = try await MessageThreads.find(
        ["<none@x>", "<a@x>"], workspace: workspace, in: world.pool)
      #expect(own?.task == first.id)
      let none = try await MessageThreads.find(["<a@x>"], workspace: UUID(), in: world.pool)
      #expect(none == nil)
      try await world.pool.execute(
        SQL("", "update tasks set deleted_at = now() where id = $1"), [first.id])
      let rest = try await MessageThreads.find(["<a@x>"], workspace: workspace, in: world.pool)
      #expect(rest?.task == second)
    }
  }
}
