import Foundation
import Shared
import Support
import Testing

@testable import Fractal

@Suite struct AttachmentRoutesTests {
  /// A world with one attachment, served to three callers: its owner, a member of the workspace
  /// who is not in the project, and a stranger.
  private struct Scene {
    let server: TestServer
    let id: UUID
    let world: TestWorld

    func get(_ token: String, _ rest: String = "") async -> TestAnswer {
      await server.request(
        "GET", "/v1/attachments/\(id)\(rest)", headers: [("Authorization", "Bearer \(token)")])
    }
  }

  private static func scene(
    bucket: String = "local", named name: String = "Plan für Ada.html",
    served other: (any ObjectStore)? = nil,
    _ body: (Scene, FolderObjectStore, ObjectKey) async throws -> Void
  ) async throws {
    try await TestWorld.with { world in
      let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID())").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let store = FolderObjectStore(folder: folder)
      let bytes = Array("<script>alert(1)</script>".utf8)
      let key = ObjectKey(.blob, of: bytes, workspace: world.workspace)
      try await store.put(bytes, at: key)
      let task = UUID()
      let id = UUID()
      try await world.pool.execute(
        SQL(
          "",
          """
          insert into tasks (id, workspace_id, project_id, title, lexorank, created_by)
          values ($1, $2, $3, 'A task', '0|hzzzzz:', $4)
          """), [task, world.workspace, world.project, world.user])
      try await world.pool.execute(
        SQL(
          "",
          """
          insert into attachments (id, task_id, uploader_id, file_name, file_type,
            file_size_bytes, s3_bucket, s3_key) values ($1, $2, $3, $4, 'text/html', 25, $5, $6)
          """), [id, task, world.user, name, bucket, key.description])
      let colleague = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(colleague, to: world.workspace, role: "MEMBER", in: world.pool)
      let stranger = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: stranger, in: world.pool)
      let identities = FixedIdentities(actors: [
        "owner": world.actor, "colleague": Actor(user: colleague, workspace: world.workspace),
        "stranger": Actor(user: stranger, workspace: elsewhere),
      ])
      try await TestServer.run(
        AttachmentRoutes(pool: world.pool, store: other ?? store).routes, identities: identities
      ) { server in
        try await body(Scene(server: server, id: id, world: world), store, key)
      }
    }
  }

  @Test("a file is a download, whatever its type, with its name")
  func download() async throws {
    try await Self.scene { scene, _, _ in
      let answer = await scene.get("owner")
      #expect(answer.status == 200)
      #expect(answer.body == "<script>alert(1)</script>")
      #expect(
        answer.headers["Content-Disposition"]
          == "attachment; filename=\"Plan f_r Ada.html\"; filename*=UTF-8''Plan%20f%C3%BCr%20Ada.html"
      )
      #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
      #expect(answer.headers["Content-Security-Policy"]?.hasPrefix("sandbox") == true)
      #expect(answer.headers["Content-Type"] == "text/html")
    }
  }

  @Test(
    "a file in S3 has an address that serves it as the same download, for those who may read it")
  func link() async throws {
    let store = try #require(
      S3ObjectStore(
        place: "s3://files/some",
        environment: [
          "AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9",
          "AWS_ACCESS_KEY_ID": "KEY", "AWS_SECRET_ACCESS_KEY": "s",
        ]))
    try await Self.scene(bucket: "files", served: store) { scene, _, key in
      let answer = await scene.get("owner", "/link")
      #expect(answer.status == 200)
      #expect(answer.json["seconds"] == 300)
      #expect(answer.headers["Cache-Control"] == "no-store")
      let url = try #require(answer.json["url"]?.stringValue)
      #expect(url.hasPrefix("http://127.0.0.1:9/files/some/"))
      #expect(url.contains("\(key.hash)?response-cache-control=private%2C%20no-store&"))
      #expect(url.contains("&response-content-disposition=attachment%3B%20filename%3D%22Plan"))
      #expect(url.contains("&response-content-type=text%2Fhtml&"))
      #expect(url.contains("&X-Amz-Expires=300&"))
      #expect(await scene.get("colleague", "/link").status == 404)
      #expect(await scene.get("stranger", "/link").status == 404)
    }
    try await Self.scene { scene, _, _ in
      #expect(await scene.get("owner", "/link").problem == "no-links")
    }
  }

  @Test("only someone who may read the task gets its file, and nobody else learns of it")
  func access() async throws {
    try await Self.scene { scene, _, _ in
      #expect(await scene.get("colleague").status == 404)
      #expect(await scene.get("stranger").status == 404)
      #expect(await scene.get("nobody").status == 401)
      let bare = await scene.server.request("GET", "/v1/attachments/\(scene.id)")
      #expect(bare.status == 401)
      let other = await scene.server.request(
        "GET", "/v1/attachments/\(UUID())", headers: [("Authorization", "Bearer owner")])
      #expect(other.status == 404)
    }
  }

  @Test("a lost file answers 404, one in another store 409")
  func lost() async throws {
    try await Self.scene { scene, store, key in
      try await store.remove(key)
      #expect(await scene.get("owner").status == 404)
    }
    try await Self.scene(bucket: "app-uploads") { scene, _, _ in
      #expect(await scene.get("owner").problem == "stored-elsewhere")
    }
  }
}
