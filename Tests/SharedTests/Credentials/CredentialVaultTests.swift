import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct CredentialVaultTests {
  private static let secret = "a secret of the operator, long enough"

  @Test("a secret opens under its own key, in its own row and workspace alone")
  func sealed() async throws {
    try await TestWorld.with { world in
      let vault = try #require(CredentialVault(appSecret: Self.secret))
      let id = try await vault.store(
        Array("pass word".utf8), kind: "imap", name: "box", as: world.actor, in: world.pool)
      let opened = try await vault.open(id, workspace: world.workspace, in: world.pool)
      #expect(opened == Array("pass word".utf8))
      #expect(try await vault.open(id, workspace: UUID(), in: world.pool) == nil)
      #expect(try await vault.open(UUID(), workspace: world.workspace, in: world.pool) == nil)
      let other = try #require(CredentialVault(appSecret: Self.secret + "!"))
      await #expect(throws: CryptoError.notAuthentic) {
        _ = try await other.open(id, workspace: world.workspace, in: world.pool)
      }
      let text = try await world.pool.queryRow(
        SQL("", "select encode(sealed, 'escape') as t from pipeline.credentials"), [])
      #expect(try text?.get("t", as: String.self).contains("pass") == false)
    }
  }

  @Test("a sealed value that was moved to another row does not open")
  func moved() async throws {
    try await TestWorld.with { world in
      let vault = try #require(CredentialVault(appSecret: Self.secret))
      let one = try await vault.store(
        Array("one".utf8), kind: "imap", name: "1", as: world.actor, in: world.pool)
      let two = try await vault.store(
        Array("two".utf8), kind: "imap", name: "2", as: world.actor, in: world.pool)
      try await world.pool.execute(
        SQL(
          "",
          """
          update pipeline.credentials c set sealed = o.sealed, nonce = o.nonce
          from pipeline.credentials o where c.id = $1 and o.id = $2
          """), [one, two])
      await #expect(throws: CryptoError.notAuthentic) {
        _ = try await vault.open(one, workspace: world.workspace, in: world.pool)
      }
    }
  }

  @Test("a new secret of the same name takes the old one's place; a short key is none")
  func replaced() async throws {
    try await TestWorld.with { world in
      let vault = try #require(CredentialVault(appSecret: Self.secret))
      let old = try await vault.store(
        Array("old".utf8), kind: "imap", name: "box", as: world.actor, in: world.pool)
      let new = try await vault.store(
        Array("new".utf8), kind: "imap", name: "box", as: world.actor, in: world.pool)
      #expect(try await vault.open(old, workspace: world.workspace, in: world.pool) == nil)
      #expect(
        try await vault.open(new, workspace: world.workspace, in: world.pool)
          == Array("new".utf8))
      #expect(CredentialVault(appSecret: "short") == nil)
    }
  }
}
