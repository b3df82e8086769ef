import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct CredentialVaultTests {
  private func vault(_ secret: String) throws -> CredentialVault {
    try CredentialVault(settings: try Settings(environment: ["APP_SECRET": secret]))
  }

  private static let secret = "a secret of the operator, long enough"

  @Test("a secret opens under its own key, in its own row and workspace alone")
  func sealed() async throws {
    try await TestWorld.with { world in
      let vault = try vault(Self.secret)
      let id = try await vault.store(
        Array("pass word".utf8), kind: "imap", name: "box", for: world.actor, in: world.pool)
      let opened = try await vault.secret(id, workspace: world.workspace, in: world.pool)
      #expect(opened == Array("pass word".utf8))
      await #expect(throws: CredentialError.self) {
        _ = try await vault.secret(id, workspace: UUID(), in: world.pool)
      }
      let other = try self.vault(Self.secret + "!")
      await #expect(throws: CredentialError.self) {
        _ = try await other.secret(id, workspace: world.workspace, in: world.pool)
      }
      let text = try await world.pool.queryRow(
        SQL("", "select encode(sealed, 'escape') as t from pipeline.credentials"), [])
      #expect(try text?.get("t", as: String.self).contains("pass") == false)
    }
  }

  @Test("a sealed value that was moved to another row does not open")
  func moved() async throws {
    try await TestWorld.with { world in
      let vault = try vault(Self.secret)
      let one = try await vault.store(
        Array("one".utf8), kind: "imap", name: "1", for: world.actor, in: world.pool)
      let two = try await vault.store(
        Array("two".utf8), kind: "imap", name: "2", for: world.actor, in: world.pool)
      try await world.pool.execute(
        SQL(
          "",
          """
          update pipeline.credentials c set sealed = o.sealed, nonce = o.nonce
          from pipeline.credentials o where c.id = $1 and o.id = $2
          """), [one, two])
      await #expect(throws: CredentialError.self) {
        _ = try await vault.secret(one, workspace: world.workspace, in: world.pool)
      }
    }
  }
}
