import Foundation
import Ingest
import Shared
import Support
import Testing

@testable import Fractal

/// The same page and the same capture again: what is told of them, to whom, and after an undo.
@Suite struct CaptureAgainTests {
  private typealias Scene = CaptureScene

  private static let comments = "select count(*) from task_comments"

  @Test("a captureId that came before tells of its own page, whatever page it is sent with")
  func foreignPage() async throws {
    try await Scene.run { scene in
      let secret = Scene.body([
        "html": .string(Scene.html()), "project": .string("\(scene.world.project)"),
      ])
      _ = await scene.post(secret)
      let own = UUID()
      let mine: JSONValue = "https://mine.example/a"
      _ = await scene.post(
        Scene.body(["url": mine, "title": "My own page"], id: own), token: "colleague")
      // While the capture waits, and once it is a task.
      for jobs in [0, 2] {
        if jobs > 0 { try await scene.work(jobs) }
        let probe = await scene.post(
          Scene.body(["project": .string("\(scene.world.project)")], id: own), token: "colleague")
        #expect(probe.status == 200)
        #expect(probe.json["status"] == "duplicate")
        #expect(!probe.body.contains("ettles"), "\(probe.body)")
        #expect(probe.json["page"]?["url"] == (jobs == 0 ? Optional.none : mine))
      }
      // Who has lost the project is told nothing of its page, of an own capture neither.
      #expect(await scene.post(secret).json["page"]?["title"] == "Kettles of the harbour")
      try await scene.world.pool.execute(SQL("", "delete from project_members"), [])
      let again = await scene.post(secret)
      #expect(again.status == 200)
      #expect(again.json["page"] == nil)
      #expect(!again.body.contains("ettles"))
    }
  }

  @Test("what an undo took back, or a person deleted, can be saved again")
  func undone() async throws {
    try await Scene.run { scene in
      _ = await scene.post(Scene.body(["html": .string(Scene.html())]))
      try await scene.work(1)
      let more = "<p>Since spring she has an apprentice, who has learned to read the gauges.</p>"
      func save() async throws -> (id: String, state: JSONValue?) {
        let body = Scene.body([
          "html": .string(Scene.html(more)), "selections": ["<p>three, in <i>winter</i></p>"],
          "note": "tell Ann",
        ])
        _ = await scene.post(body)
        try await scene.work(1)
        let id = body["captureId"]?.stringValue ?? ""
        return (id, await scene.send("GET", "/v1/captures/\(id)").json["state"])
      }
      let first = try await save()
      #expect(first.state == "comment")
      let text = try await scene.text("select content from task_comments")
      #expect(try await save().state == "unchanged")
      #expect(await scene.send("DELETE", "/v1/captures/\(first.id)").status == 204)
      #expect(try await scene.world.count(Self.comments) == 0)
      let second = try await save()
      #expect(second.state == "comment")
      #expect(try await scene.text("select content from task_comments") == text)
      // Any other way to undo counts as well, and so does a redo.
      let transaction = try #require(
        try await scene.text(
          "select transaction_id from pipeline.raw_inputs where comment_id is not null "
            + "order by received_at desc limit 1"))
      let id = try #require(UUID(uuidString: transaction))
      let actor = scene.world.actor
      _ = try await scene.world.pool.transaction { session in
        try await TaskHistory().undo(transaction: id, as: actor, in: session)
      }
      _ = try await scene.world.pool.transaction { session in
        try await TaskHistory().redo(transaction: id, as: actor, in: session)
      }
      #expect(try await save().state == "unchanged")
      try await scene.world.pool.execute(SQL("", "delete from task_comments"), [])
      #expect(try await save().state == "comment")
      #expect(try await scene.text("select content from task_comments") == text)
      let article = try await scene.text(
        "select readable_key from pipeline.capture_parts where readable_key is not null limit 1")
      let key = try #require(article)
      let unnamed = try await ObjectReferences.unnamed([key], in: scene.world.pool)
      #expect(unnamed.isEmpty)
      let pages = "select count(*) from pipeline.captures"
      #expect(try await scene.world.count(pages) == 1)
    }
  }

  @Test("an address with control characters is refused and leaves no job behind")
  func controls() async throws {
    try await Scene.run { scene in
      for (members, pointer) in [
        (["url": "https://a.example/x\u{0}y"], "/url"),
        (["url": "https://a.example/x\u{1B}y"], "/url"),
        (["link": ["url": "https://a.example/x\u{0}y"]], "/link/url"),
      ] as [(KeyValuePairs<String, JSONValue>, String)] {
        let answer = await scene.post(Scene.body(members))
        #expect(answer.status == 422)
        let found = answer.json["errors"]?[0]?["pointer"]?.stringValue
        #expect(found == pointer)
      }
      let stored = try await scene.world.count("select count(*) from pipeline.raw_inputs")
      #expect(stored == 0)
    }
  }

  @Test("a capture that cannot be worked on keeps its note, tags, project and selection")
  func discarded() async throws {
    try await Scene.run { scene in
      // As it was taken before such addresses were refused.
      let members: KeyValuePairs<String, JSONValue> = [
        "title": "Kettles in the tab", "project": .string("\(scene.world.project)"),
        "tags": ["boats"], "note": "tell Ann",
        "selections": ["<p>three, in <i>winter</i></p><p>two *else*</p>"],
      ]
      let id = UUID()
      guard case .object(var stored) = Scene.body(members, id: id) else { return }
      stored["url"] = "https://a.example/x\u{0}y"
      let request = try CaptureRequest(json: Scene.body(members, id: id))
      _ = try await CaptureIntake(pool: scene.world.pool, store: scene.store).accept(
        request, body: JSONValue.object(stored).serializedBytes, as: scene.world.actor)
      try await scene.work(1)
      #expect(try await scene.text("select title from tasks") == "Kettles in the tab")
      let text = try #require(try await scene.text("select description from tasks"))
      #expect(text.hasPrefix("tell Ann\n\n[www.harbour.example]"))
      #expect(text.contains("three, in winter\n"))
      #expect(text.contains("two \\*else\\*"))
      let project = "\(scene.world.project)".lowercased()
      #expect(try await scene.text("select project_id from tasks") == project)
      #expect(try await scene.text("select string_agg(name, ',') from tags") == "boats")
      #expect(
        try await scene.text("select warnings from pipeline.task_facts")
          == "{page_unreadable,bad_capture}")
    }
  }

  @Test("a selection whose reader dies keeps its words")
  func unreadable() async throws {
    try await Scene.run { scene in
      _ = await scene.post(Scene.body(["selections": ["<p>three, in <i>winter</i></p>"]]))
      try await scene.work(1, program: "/bin/false")
      let text = try await scene.text("select description from tasks")
      #expect(text?.hasSuffix("three, in winter") == true, "\(text ?? "")")
      #expect(
        try await scene.text("select warnings from pipeline.task_facts")
          == "{selection_unreadable}")
    }
  }
}
