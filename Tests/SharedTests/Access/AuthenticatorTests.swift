import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct AuthenticatorTests {
  private static let authenticator = Authenticator(webTokenSecret: JSONWebTokenTests.secret)

  private func identity(
    _ bearer: String, _ workspace: String? = nil, _ world: TestWorld,
    by authenticator: Authenticator = authenticator
  ) async throws -> Result<TokenIdentity, AccessError> {
    do {
      return .success(
        try await authenticator.identity(bearer: bearer, workspace: workspace, in: world.pool))
    } catch let error as AccessError {
      return .failure(error)
    }
  }

  private func webToken(_ email: String) -> String {
    JSONWebTokenTests.sign(#"{"sub":"\#(email)","exp":4000000000}"#)
  }

  private func error(_ result: Result<TokenIdentity, AccessError>) -> AccessError? {
    if case .failure(let error) = result { error } else { nil }
  }

  @Test("an API token is bound to its workspace")
  func apiToken() async throws {
    try await TestWorld.with { world in
      let token = try await TokenStore.create(.user(world.actor, name: "a"), in: world.pool).secret
      let plain = try await identity(token.text, nil, world)
      #expect(try plain.get().actor == world.actor)
      let named = try await identity(token.text, world.workspace.uuidString.lowercased(), world)
      #expect(try named.get().actor == world.actor)
      let foreign = try await identity(token.text, UUID().uuidString, world)
      #expect(error(foreign) == .unknownWorkspace)
    }
  }

  @Test("the app's token acts in the named workspace, else in the only one")
  func webTokens() async throws {
    try await TestWorld.with { world in
      let email = "Ada+x@example.org"
      let user = try await TestWorld.addUser(email: email, in: world.pool)
      #expect(error(try await identity(webToken(email), nil, world)) == .unknownWorkspace)
      try await TestWorld.addMember(user, to: world.workspace, in: world.pool)
      let only = try await identity(webToken(email), nil, world)
      #expect(try only.get().actor == Actor(user: user, workspace: world.workspace))
      #expect(try only.get().allows(.write))
      let second = try await TestWorld.addWorkspace(owner: user, in: world.pool)
      let several = error(try await identity(webToken(email), nil, world))
      #expect(
        several
          == .workspaceNeeded(
            [world.workspace, second].map { $0.uuidString.lowercased() }))
      let named = try await identity(webToken(email), second.uuidString, world)
      #expect(try named.get().actor?.workspace == second)
      for text in [UUID().uuidString, "", "x", "' or 1=1"] {
        #expect(error(try await identity(webToken(email), text, world)) == .unknownWorkspace)
      }
      let expired = JSONWebTokenTests.sign(#"{"sub":"\#(email)","exp":1000}"#)
      #expect(error(try await identity(expired, nil, world)) == .expired)
      #expect(error(try await identity(webToken("nobody@example.org"), nil, world)) == .invalid)
      try await world.pool.execute(
        SQL("", "update users set is_active = false where id = $1"), [user])
      #expect(error(try await identity(webToken(email), second.uuidString, world)) == .invalid)
    }
  }

  @Test("without a secret no token of the app is accepted")
  func unconfigured() async throws {
    try await TestWorld.with { world in
      let bare = Authenticator(webTokenSecret: nil)
      let web = try await identity(webToken("a@b"), nil, world, by: bare)
      #expect(error(web) == .notConfigured)
      #expect(error(try await identity("nonsense", nil, world, by: bare)) == .invalid)
    }
  }
}
