import FoundationEssentials
import Support
import Testing

@testable import Fractal
@testable import Shared

/// Tasks, transactions and proposals over HTTP, with real tokens on a real database.
@Suite struct TaskRouteTests {
  private struct Client {
    let server: TestServer
    let token: String

    func send(
      _ method: String, _ path: String, _ body: JSONValue? = nil, workspace: UUID? = nil,
      token: String? = nil
    ) async -> TestAnswer {
      var headers = [("Authorization", "Bearer \(token ?? self.token)")]
      if let workspace { headers.append(("X-Workspace-Id", workspace.uuidString)) }
      if body != nil { headers.append(("Content-Type", "application/json")) }
      return await server.request(
        method, path, headers: headers, body: body?.serializedBytes ?? [])
    }
  }

  private func serve(_ body: (TestWorld, Client) async throws -> Void) async throws {
    try await TestWorld.with { world in
      let router = Router(
        [
          TaskRoutes(pool: world.pool), TransactionRoutes(pool: world.pool),
          ProposalRoutes(pool: world.pool),
        ], identities: TokenIdentities(pool: world.pool), translate: ErrorTranslation.problem)
      let server = HTTPServer(configuration: .brief(), responder: router)
      try server.start()
      let token = try await TokenStore.create(.user(world.actor, name: "t"), in: world.pool)
      do {
        try await body(
          world, Client(server: TestServer(server: server), token: token.secret.text))
      } catch {
        await server.stop()
        throw error
      }
      await server.stop()
    }
  }

  private func path(_ prefix: String, _ id: UUID, _ suffix: String = "") -> String {
    "/v1/\(prefix)/\(id.uuidString.lowercased())\(suffix)"
  }

  @Test("a task is shown to its people, and to others it does not exist")
  func task() async throws {
    try await serve { world, client in
      var draft = TaskDraft(title: "Water the garden")
      draft.project = world.project
      draft.explain(.title, value: "Water", as: .header, confidence: 0.9)
      let task = try await world.write(draft).id
      let shown = await client.send("GET", path("tasks", task))
      #expect(shown.status == 200)
      #expect(shown.json["title"] == "Water the garden")
      #expect(shown.json["provenance"]?[0]?["kind"] == "header")

      let other = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: other, in: world.pool)
      let foreign = try await TokenStore.create(
        .user(Actor(user: other, workspace: elsewhere), name: "t"), in: world.pool)
      let hidden = await client.send("GET", path("tasks", task), token: foreign.secret.text)
      let missing = await client.send("GET", path("tasks", UUID()), token: foreign.secret.text)
      #expect(hidden.status == 404)
      #expect(hidden.problem == missing.problem)
      let capture = try await TokenStore.create(
        .user(world.actor, name: "t", scopes: [.capture]), in: world.pool)
      let narrow = await client.send("GET", path("tasks", task), token: capture.secret.text)
      #expect(narrow.status == 403)
      let nobody = await client.send("GET", path("tasks", task), token: "frt_x")
      #expect(nobody.status == 401)
      let named = await client.send("GET", path("tasks", task), workspace: elsewhere)
      #expect(named.status == 404)
    }
  }

  @Test("the app's token names its workspace where there are several, else 400 lists them")
  func webToken() async throws {
    try await serve { world, client in
      let user = try await TestWorld.addUser(email: "ada@example.org", in: world.pool)
      try await TestWorld.addMember(user, to: world.workspace, in: world.pool)
      let second = try await TestWorld.addWorkspace(owner: user, in: world.pool)
      let task = try await world.write(TaskDraft(title: "a")).id
      let parts = [#"{"alg":"HS256"}"#, #"{"sub":"ada@example.org","exp":4000000000}"#]
        .map { Base64.encode(Array($0.utf8), .urlSafe) }.joined(separator: ".")
      let token =
        parts + "."
        + Base64.encode(HMACSHA256.code(for: parts, key: TokenIdentities.secret), .urlSafe)
      let none = await client.send("GET", path("tasks", task), token: token)
      #expect(none.status == 400)
      #expect(none.json["workspaces"]?.arrayValue?.count == 2)
      let right = await client.send(
        "GET", path("tasks", task), workspace: world.workspace, token: token)
      #expect(right.status == 200)
      let wrong = await client.send("GET", path("tasks", task), workspace: second, token: token)
      #expect(wrong.status == 404)
    }
  }

  @Test("a transaction is undone once and redone once")
  func transactions() async throws {
    try await serve { world, client in
      let written = try await world.write(TaskDraft(title: "a"))
      for (verb, status) in [("undo", 200), ("undo", 409), ("redo", 200), ("redo", 409)] {
        let answer = await client.send(
          "POST", path("transactions", written.transaction, "/\(verb)"))
        #expect(answer.status == status, "\(answer.body)")
      }
      let shown = await client.send("GET", path("tasks", written.id))
      #expect(shown.json["version"] == 3)
      let unknown = await client.send("POST", path("transactions", UUID(), "/undo"))
      #expect(unknown.status == 404)
    }
  }

  @Test("a proposal is listed, edited, accepted in part and rejected for the rest")
  func proposals() async throws {
    try await serve { world, client in
      let parent = try await world.write(TaskDraft(title: "fair")).id
      let groups = ["book", "invite", "order"].map { title in
        var draft = TaskDraft(title: title)
        draft.parent = parent
        draft.key = title
        return ProposalGroup(title, items: [ProposalItem(.create(draft))])
      }
      let proposal = Proposal(
        kind: "breakdown", title: "Plan the fair", task: parent, groups: groups)
      try await world.pool.transaction { session in
        try await ProposalStore.store(proposal, for: world.actor, in: session)
      }
      let list = await client.send("GET", "/v1/proposals?state=open&kind=breakdown")
      #expect(list.json["proposals"]?[0]?["open_groups"] == 3)
      #expect(await client.send("GET", "/v1/proposals?state=odd").status == 422)
      let shown = await client.send("GET", path("proposals", proposal.id))
      #expect(shown.json["groups"]?[1]?["items"]?[0]?["draft"]?["title"] == "invite")

      let item: JSONValue = .string(groups[1].items[0].id.uuidString)
      let edit: JSONValue = [
        "version": 1,
        "items": [
          [
            "id": item,
            "draft": ["title": "invite all", "parent_task_id": .string(parent.uuidString)],
          ]
        ],
      ]
      let edited = await client.send("PATCH", path("proposals", proposal.id), edit)
      #expect(edited.status == 200, "\(edited.body)")
      #expect(await client.send("PATCH", path("proposals", proposal.id), edit).status == 409)
      let odd: JSONValue = ["items": [["id": item, "odd": 1]]]
      #expect(await client.send("PATCH", path("proposals", proposal.id), odd).status == 422)

      let chosen: JSONValue = [
        "groups": .array([groups[1], groups[2]].map { .string($0.id.uuidString) })
      ]
      let accepted = await client.send("POST", path("proposals", proposal.id, "/accept"), chosen)
      #expect(accepted.status == 200, "\(accepted.body)")
      #expect(accepted.json["accepted"]?.arrayValue?.count == 2)
      let rejected = await client.send(
        "POST", path("proposals", proposal.id, "/reject"), ["reason": "later"])
      #expect(rejected.json["rejected"]?.arrayValue?.count == 1)
      let closed = await client.send("POST", path("proposals", proposal.id, "/accept"), [:])
      #expect(closed.status == 409)
      let task = await client.send("GET", path("tasks", parent))
      let titles = task.json["subtasks"]?.arrayValue?.compactMap { $0["title"]?.stringValue }
      #expect(titles == ["invite all", "order"])
      let other = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(other, to: world.workspace, in: world.pool)
      let stranger = try await TokenStore.create(
        .user(Actor(user: other, workspace: world.workspace), name: "t"), in: world.pool)
      let foreign = await client.send(
        "GET", path("proposals", proposal.id), token: stranger.secret.text)
      #expect(foreign.status == 404)
    }
  }
}
