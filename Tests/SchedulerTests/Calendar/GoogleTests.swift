import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// Google calendars on a stand-in that behaves by Google's documentation.
@Suite struct GoogleTests {
  private let range = ("2026-11-23T00:00:00Z", "2026-11-28T00:00:00Z")

  private func event(
    _ title: String, _ from: String, _ to: String, _ more: JSONObject = [:]
  ) -> JSONObject {
    var event: JSONObject = [
      "summary": .string(title), "start": ["dateTime": .string(from), "timeZone": "Europe/Berlin"],
      "end": ["dateTime": .string(to), "timeZone": "Europe/Berlin"],
    ]
    for member in more.members { event[member.key] = member.value }
    return event
  }

  private func account(_ calendars: CalendarWorld) async throws -> CalendarAccount {
    try await calendars.setup.add(
      kind: .google, name: "Google", address: "primary", secret: "refresh", writesBack: true,
      for: calendars.world.actor)
  }

  @Test(
    "pages, changes, moved and cancelled exceptions, lost places and run-out tokens are followed")
  func follows() async throws {
    let google = GoogleStandIn()
    google.put(
      "daily",
      event(
        "Daily", "2026-11-23T09:00:00+01:00", "2026-11-23T10:00:00+01:00",
        ["recurrence": ["RRULE:FREQ=DAILY;COUNT=4"]]))
    google.put(
      "daily_1",
      event(
        "Daily", "2026-11-24T15:00:00+01:00", "2026-11-24T16:00:00+01:00",
        [
          "recurringEventId": "daily",
          "originalStartTime": [
            "dateTime": "2026-11-24T09:00:00+01:00", "timeZone": "Europe/Berlin",
          ],
        ]))
    google.put(
      "daily_2",
      [
        "status": "cancelled", "recurringEventId": "daily",
        "originalStartTime": [
          "dateTime": "2026-11-25T09:00:00+01:00", "timeZone": "Europe/Berlin",
        ],
      ])
    google.put(
      "declined",
      event(
        "Party", "2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z",
        ["attendees": [["self": true, "responseStatus": "declined", "email": "a@b.c"]]]))
    google.put(
      "off", ["summary": "Holiday", "start": ["date": "2026-11-27"], "end": ["date": "2026-11-28"]])
    try await CalendarWorld.with(ports: [], google: google.port) { calendars in
      let account = try await account(calendars)
      try await calendars.sync(account.id)
      #expect(google.pages == 3)
      #expect(
        try await calendars.busy(range.0, range.1) == [
          "2026-11-23T08:00:00Z Daily", "2026-11-24T14:00:00Z Daily",
          "2026-11-26T08:00:00Z Daily", "2026-11-27T00:00:00Z Holiday",
        ])
      google.expireTokens()
      google.delete("off")
      #expect(try await calendars.sync(account.id).removed == ["off"])
      #expect(try await calendars.busy(range.0, range.1).count == 3)
      google.forget()
      google.put("new", event("New", "2026-11-23T16:00:00Z", "2026-11-23T17:00:00Z"))
      #expect(try await calendars.sync(account.id).isWhole)
      #expect(try await calendars.busy(range.0, range.1).count == 4)
      google.slowDown(2)
      let fault = await #expect(throws: CalendarFault.self) { try await calendars.sync(account.id) }
      #expect(fault?.code == .busy && fault?.isPassing == true)
      google.delete("daily")
      try await calendars.sync(account.id)
      #expect(try await calendars.busy(range.0, range.1) == ["2026-11-23T16:00:00Z New"])
    }
  }

  @Test("accepted blocks are written, moved and taken out again; other events stay")
  func writesBack() async throws {
    let google = GoogleStandIn()
    google.put("mine", event("Mine", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"))
    try await CalendarWorld.with(ports: [], google: google.port) { calendars in
      let world = calendars.world
      _ = try await account(calendars)
      let task = try await world.write(TaskDraft(title: "report")).id
      let soon = (Instant.machineNow.seconds / 86_400 + 5) * 86_400
      for hour in [9, 11] {
        var change = TaskChange(task)
        change.blocks = [
          InstantRange(
            lower: Instant(seconds: soon + Int64(hour) * 3_600),
            upper: Instant(seconds: soon + Int64(hour + 1) * 3_600))
        ]
        let planned = change
        try await world.pool.transaction { session in
          try await TaskWriter().change([planned], as: world.actor, in: session)
        }
        for _ in 0..<2 { try await calendars.writeBack() }
        #expect(google.ids.count == 2)
      }
      let status: JSONValue = "DONE"
      var done = TaskChange(task)
      done.fields[.status] = status
      let closed = done
      try await world.pool.transaction { session in
        try await TaskWriter().change([closed], as: world.actor, in: session)
      }
      try await calendars.writeBack()
      #expect(google.ids == ["mine"])
    }
  }

  @Test("the sign-in holds state and PKCE, works once, and keeps the token sealed")
  func signIn() async throws {
    let google = GoogleStandIn()
    try await CalendarWorld.with(ports: [], google: google.port) { calendars in
      let world = calendars.world
      let signIn = try GoogleSignIn(
        settings: calendars.settings, http: .trusted(), pool: world.pool)
      let url = try await signIn.begin(
        for: world.actor, name: "Mine", address: "primary", writesBack: false)
      #expect(url.contains("code_challenge_method=S256"))
      let state = try #require(
        url.split(separator: "&").first { $0.hasPrefix("state=") }?.dropFirst(6))
      await #expect(throws: PlanningError.self) {
        try await signIn.end(state: "guess", code: "good")
      }
      let account = try await signIn.end(state: String(state), code: "good")
      #expect(account.kind == .google)
      await #expect(throws: PlanningError.self) {
        try await signIn.end(state: String(state), code: "good")
      }
      let plain = try await world.count(
        "select count(*) from pipeline.credentials where position('refresh'::bytea in sealed) > 0")
      #expect(plain == 0)
      #expect(
        GoogleSignIn.challenge(of: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
          == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }
  }

  @Test("credentials open under the previous secret until they are sealed anew")
  func rotation() async throws {
    try await TestWorld.with { world in
      let old = "the first secret of more than thirty-two bytes"
      let new = "the second secret of more than thirty-two bytes"
      let first = try CredentialVault(settings: Settings(environment: ["APP_SECRET": old]))
      let id = try await first.store(
        Array("password".utf8), kind: "caldav", name: "a", for: world.actor, in: world.pool)
      let both = try CredentialVault(
        settings: Settings(environment: ["APP_SECRET": new, "APP_SECRET_PREVIOUS": old]))
      let only = try CredentialVault(settings: Settings(environment: ["APP_SECRET": new]))
      await #expect(throws: CredentialError.notAuthentic) {
        try await only.secret(id, workspace: world.workspace, in: world.pool)
      }
      let sealed = try await world.pool.transaction { try await both.rotate(in: $0) }
      #expect(sealed == 1)
      #expect(try await both.rotate(in: world.pool) == 0)
      let secret = try await only.secret(id, workspace: world.workspace, in: world.pool)
      #expect(secret == Array("password".utf8))
      await #expect(throws: CredentialError.notFound) {
        try await only.secret(id, workspace: UUID(), in: world.pool)
      }
    }
  }
}
