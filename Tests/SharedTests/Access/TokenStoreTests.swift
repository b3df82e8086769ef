import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct TokenStoreTests {
  private func verify(_ text: String, _ world: TestWorld) async -> AccessError? {
    do {
      _ = try await TokenStore.verify(text, in: world.pool)
      return nil
    } catch let error as AccessError {
      return error
    } catch {
      Issue.record(error)
      return nil
    }
  }

  @Test("a token works until it is revoked, and its secret is nowhere in the database")
  func life() async throws {
    try await TestWorld.with { world in
      let (id, secret) = try await TokenStore.create(
        .user(world.actor, name: "laptop", scopes: [.read, .capture]), in: world.pool)
      let identity = try await TokenStore.verify(secret.text, in: world.pool)
      #expect(identity.actor == world.actor)
      #expect(identity.token == id)
      #expect(identity.allows(.read))
      #expect(!identity.allows(.write))
      let half = secret.text.suffix(43)
      try await world.expect(
        "select count(*) from pipeline.tokens t where t::text like '%' || $1 || '%'", 0,
        [String(half)])
      #expect(!"\(secret)".contains(half))
      let listed = try await TokenStore.list(user: world.user, in: world.pool)
      #expect(listed.map(\.name) == ["laptop"])
      #expect(listed[0].lastUsedAt != nil)
      #expect(secret.text.hasPrefix(listed[0].prefix))
      #expect(try await TokenStore.revoke(listed[0].prefix, in: world.pool))
      #expect(try await TokenStore.revoke("\(id)", in: world.pool) == false)
      #expect(await verify(secret.text, world) == .invalid)
      #expect(try await TokenStore.list(in: world.pool).isEmpty)
    }
  }

  @Test("wrong, cut, foreign and expired tokens are refused")
  func refused() async throws {
    try await TestWorld.with { world in
      let one = try await TokenStore.create(.user(world.actor, name: "a"), in: world.pool).secret
      let two = try await TokenStore.create(.user(world.actor, name: "b"), in: world.pool).secret
      // The public half of one token with the secret of another.
      let crossed = one.text.prefix(21) + two.text.dropFirst(21)
      let operatorForm = "fro_" + one.text.dropFirst(4)
      for text in [
        String(crossed), operatorForm, String(one.text.dropLast()), one.text + "A", "", "frt_",
        one.text.uppercased(), String(repeating: "frt_", count: 16),
      ] {
        #expect(await verify(text, world) == .invalid, "\(text)")
      }
      let brief = try await TokenStore.create(
        .user(world.actor, name: "c", lifetimeSeconds: 60), in: world.pool)
      #expect(await verify(brief.secret.text, world) == nil)
      try await world.pool.execute(
        SQL("", "update pipeline.tokens set expires_at = now() where id = $1"), [brief.id])
      #expect(await verify(brief.secret.text, world) == .expired)
    }
  }

  @Test(
    "a token dies with its user, the membership or the workspace",
    arguments: [
      "update users set is_active = false", "delete from workspace_members",
      "update workspaces set deleted_at = now()",
    ])
  func orphaned(sql: String) async throws {
    try await TestWorld.with { world in
      let token = try await TokenStore.create(.user(world.actor, name: "a"), in: world.pool).secret
      try await world.pool.execute(SQL("", sql))
      #expect(await verify(token.text, world) == .invalid)
    }
  }

  @Test("operator tokens have no actor, need their own scopes and no app tables")
  func operators() async throws {
    try await TestDatabase.with(.pipeline) { database in
      let (_, secret) = try await TokenStore.create(
        .operator(name: "postfix", scopes: [.inbound]), in: database.pool)
      let identity = try await TokenStore.verify(secret.text, in: database.pool)
      #expect(identity.actor == nil)
      #expect(identity.allows(.inbound))
      #expect(!identity.allows(.admin))
      #expect(!identity.allows(.read))
      for request in [
        TokenRequest.operator(name: "x", scopes: [.read]),
        .operator(name: "x", scopes: []), .operator(name: " ", scopes: [.admin]),
        .operator(name: "x", scopes: [.admin], lifetimeSeconds: 0),
      ] {
        let code = await PermissionsTests.code {
          try await TokenStore.create(request, in: database.pool)
        }
        #expect(code == .invalid)
      }
    }
  }

  @Test("nobody gets a token for a workspace that is not the user's")
  func foreign() async throws {
    try await TestWorld.with { world in
      let other = try await TestWorld.addUser(in: world.pool)
      let code = await PermissionsTests.code {
        try await TokenStore.create(
          .user(Actor(user: other, workspace: world.workspace), name: "a"), in: world.pool)
      }
      #expect(code == .notFound)
      let scopes = await PermissionsTests.code {
        try await TokenStore.create(
          .user(world.actor, name: "a", scopes: [.admin]), in: world.pool)
      }
      #expect(scopes == .invalid)
    }
  }
}
