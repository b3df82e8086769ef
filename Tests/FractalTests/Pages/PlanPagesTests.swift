import Foundation
import Scheduler
import Shared
import Support
import Testing

@testable import Fractal

/// Planning over HTTP, and the page of the week.
@Suite struct PlanPagesTests {
  private struct Scene {
    let server: TestServer
    let world: TestWorld

    func send(
      _ method: String, _ target: String, _ body: JSONValue? = nil, token: String = "owner"
    ) async -> TestAnswer {
      let type = body == nil ? [] : [("Content-Type", "application/json")]
      return await server.request(
        method, target, headers: [("Authorization", "Bearer \(token)")] + type,
        body: body?.serializedBytes ?? [])
    }
  }

  private func with(_ body: (Scene) async throws -> Void) async throws {
    try await TestWorld.with { world in
      let stranger = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: stranger, in: world.pool)
      let identities = FixedIdentities(actors: [
        "owner": world.actor, "stranger": Actor(user: stranger, workspace: elsewhere),
      ])
      let settings = try Settings(environment: [:])
      let access = PageAccess(pool: world.pool, publicURL: nil)
      let routes =
        PlanningRoutes(pool: world.pool, settings: settings).routes
        + CalendarRoutes(pool: world.pool, settings: settings, trusted: .trusted()).routes
        + SuggestionRoutes(pool: world.pool, settings: settings).routes
        + PageLinkRoutes(sessions: access.sessions, publicURL: nil).routes
        + PlanPages(pool: world.pool, settings: settings, access: access).routes
      try await TestServer.run(routes, identities: identities, allowedOrigins: []) { server in
        try await body(Scene(server: server, world: world))
      }
    }
  }

  @Test("settings are read with defaults, saved, refused by name, and set the nightly run")
  func settings() async throws {
    try await with { scene in
      let before = await scene.send("GET", "/v1/settings/planning")
      #expect(before.status == 200)
      #expect(before.json["saved"] == false)
      #expect(before.json["suggestions"] == 12)
      let saved = await scene.send(
        "PUT", "/v1/settings/planning", ["run_at": "03:30", "zone": "Europe/Berlin"])
      #expect(saved.json["run_at"] == "03:30")
      #expect(saved.json["saved"] == true)
      let bad = await scene.send("PUT", "/v1/settings/planning", ["run_at": "late"])
      #expect(bad.status == 422)
      let schedules = try await Schedules.list(prefix: "plan.", in: scene.world.pool)
      #expect(schedules.map(\.definition.expression) == ["30 3 * * *"])
      #expect(schedules.map(\.definition.zone) == ["Europe/Berlin"])
    }
  }

  @Test("calendars are added, listed without secrets, and gone for strangers")
  func calendars() async throws {
    try await with { scene in
      let added = await scene.send(
        "POST", "/v1/calendars",
        [
          "kind": "file", "name": "Work",
          "content": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        ])
      #expect(added.status == 201)
      let id = try #require(added.json["calendars"]?[0]?["id"]?.stringValue)
      #expect(
        await scene.send("GET", "/v1/calendars").json["calendars"]?[0]?["name"] == "Work")
      #expect(await scene.send("DELETE", "/v1/calendars/\(id)", token: "stranger").status == 404)
      #expect(await scene.send("DELETE", "/v1/calendars/\(id)").status == 204)
      let google = await scene.send(
        "POST", "/v1/calendars/google/authorization", ["name": "Google"])
      #expect(google.status == 503)
      let caldav = await scene.send(
        "POST", "/v1/calendars", ["kind": "caldav", "name": "x", "address": "https://a.example"])
      #expect(caldav.status == 422)
    }
  }

  @Test("while an event lasts nothing is suggested unless minutes are given")
  func taken() async throws {
    try await with { scene in
      try await scene.world.write(TaskDraft(title: "water the plants"))
      let path = "/v1/suggestions/now"
      let free = await scene.send("GET", path)
      #expect(free.json["minutes"] == 25)
      #expect(free.json["suggestions"]?.arrayValue?.count == 1)
      let now = Zone.utc.local(at: Instant.machineNow)
      func stamp(_ seconds: Int) -> String {
        let text = now.adding(wallSeconds: seconds).description
        return "\(text.filter { $0 != "-" && $0 != ":" }.prefix(15))Z"
      }
      let added = await scene.send(
        "POST", "/v1/calendars",
        [
          "kind": "file", "name": "Work",
          "content": .string(
            """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:now
            DTSTART:\(stamp(-1_800))
            DTEND:\(stamp(1_800))
            END:VEVENT
            END:VCALENDAR
            """),
        ])
      #expect(added.status == 201)
      let taken = await scene.send("GET", path)
      #expect(taken.json["minutes"] == 0)
      #expect(taken.json["suggestions"] == [])
      let until = try #require(taken.json["taken_until"]?.stringValue.flatMap { Instant($0) })
      #expect(abs(until.seconds - Instant.machineNow.seconds - 1_800) < 60)
      let asked = await scene.send("GET", "\(path)?minutes=10")
      #expect(asked.json["taken_until"] == nil)
      #expect(asked.json["suggestions"]?.arrayValue?.count == 1)
    }
  }

  @Test("the page shows the week to whom the link was made for, and accepts from it")
  func page() async throws {
    try await with { scene in
      let week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
      let hours = JSONValue.object(JSONObject(week.map { ($0, [["00:00", "24:00"]]) }))
      _ = await scene.send("PUT", "/v1/settings/planning", ["working_hours": hours])
      var draft = TaskDraft(title: "write <the> report")
      draft.estimatedMinutes = 60
      try await scene.world.write(draft)
      let plan = await scene.send("POST", "/v1/plan")
      let proposal = try #require(plan.json["proposal_id"]?.stringValue)
      #expect(plan.json["entries"]?[0]?["kind"] == "new")
      let link = await scene.send("POST", "/v1/page-links", ["path": "/plan"])
      let address = try #require(link.json["url"]?.stringValue ?? link.json["path"]?.stringValue)
      let place = try #require(address.range(of: "/plan"))
      let target = String(address[place.lowerBound...])
      let page = await scene.server.request("GET", target, headers: [], body: [])
      #expect(page.status == 200)
      #expect(page.body.contains("write &lt;the&gt; report"))
      #expect(page.body.contains("Accept"))
      #expect(await scene.server.request("GET", "/plan", headers: [], body: []).status == 401)
      let header = try #require(page.headers["Set-Cookie"])
      let cookie = header.split(separator: ";").first.map(String.init) ?? ""
      let token = try #require(
        page.body.components(separatedBy: "name=\"csrf\" value=\"").dropFirst().first?
          .prefix { $0 != "\"" })
      let form = "csrf=\(token)&proposal=\(proposal)&decision=accept"
      let headers = [
        ("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded"),
      ]
      let done = await scene.server.request(
        "POST", "/plan/decision", headers: headers, body: Array(form.utf8))
      #expect(done.status == 303)
      #expect(
        try await scene.world.count(
          "select count(*) from pipeline.planned_blocks where state = 'planned'") == 1)
    }
  }
}
