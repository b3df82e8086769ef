import Foundation
import Ingest
import Shared
import Support
import Testing

@testable import Fractal

@Suite struct CaptureRoutesTests {
  private typealias Scene = CaptureScene

  @Test("a captured page becomes a task, and the same capture again makes nothing new")
  func page() async throws {
    try await Scene.run { scene in
      let body = Scene.body([
        "html": .string(Scene.html()), "project": .string("\(scene.world.project)"),
        "tags": ["reading"], "viewport": ["width": 1200, "height": 800.5],
      ])
      let answer = await scene.post(body)
      #expect(answer.status == 202, "\(answer.body)")
      #expect(answer.json["status"] == "accepted")
      #expect(answer.json["saved"] == false)
      #expect(answer.json["job"]?.stringValue?.hasPrefix("/v1/jobs/") == true)
      let again = await scene.post(body)
      #expect(again.status == 200)
      #expect(again.json["status"] == "duplicate")
      #expect(again.json["job"] == answer.json["job"])
      try await scene.work(1)
      #expect(try await scene.world.count("select count(*) from tasks") == 1)
      #expect(try await scene.text("select title from tasks") == "Kettles of the harbour")
      let project = "\(scene.world.project)".lowercased()
      #expect(try await scene.text("select project_id from tasks") == project)
      let text = try #require(try await scene.text("select description from tasks"))
      #expect(text.contains("It takes two hours until there is pressure enough"))
      #expect(!text.contains("All rights reserved"))
      #expect(
        try await scene.text("select canonical_url from pipeline.task_facts")
          == "https://www.harbour.example/kettles")
      let id = try #require(body["captureId"]?.stringValue)
      let shown = await scene.send("GET", "/v1/captures/\(id)")
      #expect(shown.json["state"] == "task")
      #expect(shown.json["page"]?["title"] == "Kettles of the harbour")
    }
  }

  @Test("a page is known again under its other addresses, in its project, to those who may read it")
  func saved() async throws {
    try await Scene.run { scene in
      let body = Scene.body([
        "html": .string(Scene.html()), "project": .string("\(scene.world.project)"),
      ])
      _ = await scene.post(body)
      let url = "/v1/captures?url=https%3A%2F%2Fm.harbour.example%2Fkettles%2F%23top"
      let waiting = await scene.send("GET", url)
      #expect(waiting.json["saved"] == false)
      #expect(waiting.json["waiting"]?[0]?["capture"] == body["captureId"])
      try await scene.work(1)
      let found = await scene.send("GET", url)
      #expect(found.json["saved"] == true)
      #expect(found.json["waiting"] == [])
      #expect(found.json["pages"]?[0]?["task"]?["title"] == "Kettles of the harbour")
      for token in ["colleague", "stranger"] {
        #expect(await scene.send("GET", url, token: token).json["saved"] == false)
      }
      let id = try #require(found.json["pages"]?[0]?["id"]?.stringValue)
      #expect(await scene.send("GET", "/v1/captures/\(id)").status == 200)
      #expect(await scene.send("GET", "/v1/captures/\(id)", token: "colleague").status == 404)
      #expect(await scene.send("GET", "/v1/captures/\(id)", token: "stranger").status == 404)
      #expect(await scene.send("GET", "/v1/captures?url=nonsense").status == 422)
    }
  }

  @Test("a further capture adds its selection and its note as a comment, once, and no second task")
  func recapture() async throws {
    try await Scene.run { scene in
      _ = await scene.post(Scene.body(["html": .string(Scene.html())]))
      try await scene.work(1)
      let second = await scene.post(
        Scene.body([
          "html": .string(Scene.html()), "selections": ["<p>three, in <i>winter</i></p>"],
          "note": "tell Ann", "tags": ["boats"],
        ]))
      #expect(second.json["saved"] == true)
      #expect(second.json["task"]?.stringValue == (try await scene.text("select id from tasks")))
      try await scene.work(1)
      #expect(try await scene.world.count("select count(*) from tasks") == 1)
      #expect(
        try await scene.text("select content from task_comments")
          == "tell Ann\n\n---\n\nthree, in *winter*")
      #expect(try await scene.text("select string_agg(name, ',') from tags") == "boats")
      // The same selection and an unchanged page bring nothing.
      let third = Scene.body([
        "html": .string(Scene.html()), "selections": ["<p>three, in <i>winter</i></p>"],
      ])
      _ = await scene.post(third)
      try await scene.work(1)
      #expect(try await scene.world.count("select count(*) from task_comments") == 1)
      let id = third["captureId"]?.stringValue ?? ""
      #expect(await scene.send("GET", "/v1/captures/\(id)").json["state"] == "unchanged")
      // A changed page says what is new.
      let more = "<p>Since spring she has an apprentice, who has learned to read the gauges.</p>"
      _ = await scene.post(Scene.body(["html": .string(Scene.html(more))]))
      try await scene.work(1)
      let comment = try await scene.text(
        "select content from task_comments order by created_at desc limit 1")
      #expect(
        comment == """
          *The page has changed since it was saved: 1 paragraph new, 0 gone.*

          > Since spring she has an apprentice, who has learned to read the gauges.
          """)
    }
  }

  @Test("two captures of one page that wait at the same time make one task")
  func together() async throws {
    try await Scene.run { scene in
      for number in 0..<4 {
        _ = await scene.post(
          Scene.body(["html": .string(Scene.html()), "note": .string("note \(number)")]))
      }
      try await scene.work(4)
      let waiting = "select count(*) from pipeline.raw_inputs where outcome is null"
      let left = try await scene.world.count(waiting)
      if left > 0 { try await scene.work(left) }
      #expect(try await scene.world.count("select count(*) from tasks") == 1)
      #expect(try await scene.world.count("select count(*) from pipeline.captures") == 1)
    }
  }

  @Test("a page whose reader dies still becomes a task of title and link that says so")
  func crash() async throws {
    try await Scene.run { scene in
      _ = await scene.post(
        Scene.body(["html": .string(Scene.html()), "title": "Kettles in the tab"]))
      try await scene.work(1, program: "/bin/false")
      #expect(try await scene.text("select title from tasks") == "Kettles in the tab")
      #expect(
        try await scene.text("select description from tasks")
          == "[www.harbour.example](https://www.harbour.example/kettles?utm_source=letter)")
      #expect(
        try await scene.text("select warnings from pipeline.task_facts") == "{page_unreadable}")
    }
  }

  @Test("links, pictures and pages without HTML become tasks too")
  func others() async throws {
    try await Scene.run { scene in
      _ = await scene.post(
        Scene.body(["link": ["url": "https://b.example/long-read", "text": "A long read"]]))
      _ = await scene.post(
        Scene.body(["image": ["url": "https://b.example/cat.jpg", "alt": "A cat"]]))
      _ = await scene.post(Scene.body(["title": "A PDF in a viewer"]))
      try await scene.work(3)
      #expect(
        try await scene.text(
          "select string_agg(title, '; ' order by title collate \"C\") from tasks")
          == "A PDF in a viewer; A cat; A long read")
    }
  }

  @Test("a picture whose bytes came along is attached under its own name, other bytes are not")
  func picture() async throws {
    try await Scene.run { scene in
      let point =
        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
      _ = await scene.post(
        Scene.body([
          "image": ["url": "https://b.example/a/my%20cat.jpg?w=9", "data": .string(point)]
        ]))
      _ = await scene.post(
        Scene.body(["image": ["url": "https://b.example/dog.png", "data": "PGh0bWw+"]]))
      try await scene.work(2)
      #expect(
        try await scene.text(
          "select string_agg(file_name || ' ' || file_type, '; ') from attachments")
          == "my cat.gif image/gif")
      #expect(
        try await scene.text(
          "select string_agg(w, ' ') from pipeline.task_facts, unnest(warnings) w")
          == "image_no_picture")
      let refused = await scene.post(
        Scene.body(["image": ["url": "https://b.example/cat.jpg", "data": "no base64"]]))
      #expect(refused.status == 422)
    }
  }

  @Test("a capture can be taken back before and after it was worked on")
  func undo() async throws {
    try await Scene.run { scene in
      let first = Scene.body(["html": .string(Scene.html())])
      _ = await scene.post(first)
      let path = "/v1/captures/" + (first["captureId"]?.stringValue ?? "")
      #expect(await scene.send("DELETE", path, token: "colleague").status == 404)
      #expect(await scene.send("DELETE", path).status == 204)
      #expect(await scene.send("GET", path).json["state"] == "undone")
      let second = Scene.body(["html": .string(Scene.html())])
      _ = await scene.post(second)
      try await scene.work(1)
      let other = "/v1/captures/" + (second["captureId"]?.stringValue ?? "")
      #expect(await scene.send("GET", other).json["state"] == "task")
      #expect(await scene.send("DELETE", other).status == 204)
      #expect(await scene.send("GET", other).json["state"] == "undone")
      let living = "select count(*) from tasks where deleted_at is null"
      #expect(try await scene.world.count(living) == 0)
      #expect(await scene.send("DELETE", other).status == 409)
      // What was taken back can be saved again, as a task of its own.
      _ = await scene.post(Scene.body(["html": .string(Scene.html())]))
      try await scene.work(1)
      #expect(try await scene.world.count(living) == 1)
    }
  }

  @Test("gzip is taken, bombs and what is too large are refused, and so is what is no JSON")
  func bodies() async throws {
    try await Scene.run { scene in
      let gzip = [("Content-Encoding", "gzip")]
      let body = try Gzip.compress(Scene.body(["html": .string(Scene.html())]).serializedBytes)
      #expect(await scene.send("POST", "/v1/captures", body, headers: gzip).status == 202)
      let bomb = try Gzip.compress([UInt8](repeating: 0x20, count: CaptureLimits.bodyBytes + 1))
      let refused = await scene.send("POST", "/v1/captures", bomb, headers: gzip)
      #expect(refused.status == 413)
      #expect(refused.problem == "body-too-large")
      let large = Scene.body([
        "html": .string(String(repeating: "x", count: CaptureLimits.htmlBytes + 1))
      ])
      let page = await scene.post(large)
      #expect(page.status == 413)
      #expect(page.json["limit"]?.intValue == Int64(CaptureLimits.htmlBytes))
      #expect(await scene.send("POST", "/v1/captures", Array("{".utf8)).status == 400)
      let form = await scene.server.request(
        "POST", "/v1/captures",
        headers: [("Authorization", "Bearer owner"), ("Content-Type", "text/html")],
        body: Array("<p>".utf8))
      #expect(form.status == 415)
      let brotli = await scene.send(
        "POST", "/v1/captures", [1, 2, 3], headers: [("Content-Encoding", "br")])
      #expect(brotli.status == 415)
      let wrong = await scene.post(Scene.body(["url": "chrome://settings"]))
      #expect(wrong.status == 422)
      #expect(wrong.json["errors"]?[0]?["pointer"] == "/url")
      #expect(try await scene.world.count("select count(*) from pipeline.raw_inputs") == 1)
    }
  }

  @Test("who may not write to a project captures nothing into it")
  func permission() async throws {
    try await Scene.run { scene in
      let body = Scene.body([
        "html": .string(Scene.html()), "project": .string("\(scene.world.project)"),
      ])
      #expect(await scene.post(body, token: "colleague").status == 403)
      let foreign = await scene.post(body, token: "stranger")
      #expect(foreign.status == 404)
      #expect(foreign.problem == "unknown-project")
      #expect(await scene.post(body, token: "nobody").status == 401)
      let stored = try await scene.world.count("select count(*) from pipeline.raw_inputs")
      #expect(stored == 0)
    }
  }

  @Test("only configured origins may read answers from a browser, and never with cookies")
  func origins() async throws {
    try await Scene.run(origins: ["chrome-extension://abc"]) { scene in
      let preflight = await scene.server.request(
        "OPTIONS", "/v1/captures",
        headers: [
          ("Origin", "chrome-extension://abc"), ("Access-Control-Request-Method", "POST"),
          ("Access-Control-Request-Headers", "authorization,content-encoding,content-type"),
        ])
      #expect(preflight.headers["Access-Control-Allow-Origin"] == "chrome-extension://abc")
      #expect(
        preflight.headers["Access-Control-Allow-Headers"]?.contains("Content-Encoding") == true)
      #expect(preflight.headers["Access-Control-Allow-Credentials"] == nil)
      let other = await scene.send(
        "GET", "/v1/captures", headers: [("Origin", "https://evil.example")])
      #expect(other.headers["Access-Control-Allow-Origin"] == nil)
    }
  }

  @Test("an extension learns who its token is and where it may save to")
  func targets() async throws {
    try await Scene.run { scene in
      let world = scene.world
      _ = try await TestWorld.addProject(
        in: world.workspace, by: world.user, role: "EDITOR", parent: world.project, name: "Beds",
        world.pool)
      _ = try await TestWorld.addProject(
        in: world.workspace, by: world.user, role: "VIEWER", name: "Seen only", world.pool)
      let json = await scene.send("GET", "/v1/capture-targets").json
      let names = json["projects"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
      #expect(names == ["Beds", "Garden"])
      #expect(json["projects"]?[0]?["path"] == ["Garden"])
      #expect(json["workspace"]?["name"] == "Home")
      #expect(await scene.send("GET", "/v1/capture-targets", token: "nobody").status == 401)
    }
  }

  @Test("the reader shows the article by a link that its owner made, and to nobody else")
  func reader() async throws {
    try await Scene.run { scene in
      let picture =
        "<p>See <img src='https://pics.example/boat.jpg' alt='the boat'> here, where "
        + "it lies at the quay in the evening light, as it has done for years.</p>"
      let body = Scene.body([
        "html": .string(Scene.html(picture)), "project": .string("\(scene.world.project)"),
      ])
      _ = await scene.post(body)
      try await scene.work(1)
      let id = try #require(try await scene.text("select id from pipeline.captures"))
      func link(_ token: String) async throws -> String {
        let answer = await scene.send(
          "POST", "/v1/page-links", token: token,
          JSONValue.members(["path": .string("/captures/\(id)")]).serializedBytes)
        #expect(answer.status == 201, "\(answer.body)")
        return try #require(answer.json["url"]?.stringValue)
      }
      let page = await scene.server.request("GET", try await link("owner"))
      #expect(page.status == 200)
      #expect(page.body.contains("<h1>Kettles of the harbour</h1>"))
      #expect(page.body.contains("before the first commuters come"))
      #expect(!page.body.contains("<img"))
      #expect(page.body.contains("href=\"?pictures=shown\""))
      #expect(page.headers["Content-Security-Policy"]?.contains("img-src") == false)
      let cookie = page.headers["Set-Cookie"]?.split(separator: ";").first.map(String.init) ?? ""
      let shown = await scene.server.request(
        "GET", "/captures/\(id)?pictures=shown", headers: [("Cookie", cookie)])
      #expect(shown.body.contains("<img src=\"https://pics.example/boat.jpg\""))
      #expect(shown.headers["Content-Security-Policy"]?.contains("img-src https: http:") == true)
      #expect(await scene.server.request("GET", "/captures/\(id)").status == 401)
      #expect(await scene.server.request("GET", try await link("colleague")).status == 404)
      #expect(await scene.server.request("GET", try await link("stranger")).status == 404)
    }
  }
}
