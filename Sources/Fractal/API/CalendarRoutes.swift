import FoundationEssentials
import Scheduler
import Shared

/// A person's calendars: list, add, remove, look now, and signing in at Google.
struct CalendarRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// The operator's settings.
  var settings: Settings
  /// The client for Google.
  var trusted: HTTPClient

  /// `GET` and `POST /v1/calendars`, `DELETE /v1/calendars/{id}`, `POST …/{id}/sync`, and the two
  /// ends of a sign-in at Google.
  var routes: [Route] { [list, add, remove, sync, begin, end] }

  private var list: Route {
    Route(
      .get, "/v1/calendars", access: .user(.read),
      operation: Operation(
        id: "listCalendars", tag: "calendars", summary: "The caller's calendars",
        responses: [
          .json(
            200, "the calendars",
            .object(["calendars": .array(.named("Calendar", Self.form))]))
        ])
    ) { request in
      let calendars = try await CalendarStore.list(for: try request.actor(), in: pool)
      return .json(["calendars": .array(calendars.map(\.json))])
    }
  }

  private var add: Route {
    let body = Schema.object(
      ["kind": .choice(CalendarAccount.Kind.allCases.map(\.rawValue)), "name": .string(most: 200)],
      optional: [
        "address": .string(most: 2_000), "username": .string(most: 300),
        "password": .string(most: 1_000), "refresh_token": .string(most: 2_000),
        "content": .string(), "busy": .boolean, "write_back": .boolean,
      ], closed: true)
    return Route(
      .post, "/v1/calendars", access: .user(.write),
      body: .json(body, limit: CalendarLimits.bytes),
      operation: Operation(
        id: "addCalendar", tag: "calendars", summary: "Adds calendars",
        details: "kind file takes content (iCalendar text), url an address, caldav an address of a "
          + "server, a principal or a collection with username and password, google a "
          + "refresh_token and the calendar's id as address. A CalDAV address that leads to several "
          + "collections adds them all. Secrets are sealed under APP_SECRET.",
        responses: [
          .json(
            201, "the calendars that were added",
            .object(["calendars": .array(.named("Calendar", Self.form))])),
          .problem(503, "what this kind needs is not set up"),
        ])
    ) { request in
      let added = try await Self.add(
        request.json, for: try request.actor(),
        setup: CalendarSetup(settings: settings, pool: pool))
      return .json(["calendars": .array(added.map(\.json))], status: 201)
    }
  }

  /// Adds what a body asks for; a CalDAV address is followed to its collections first.
  static func add(
    _ body: JSONValue, for actor: Actor, setup: CalendarSetup
  ) async throws -> [CalendarAccount] {
    let kind = CalendarAccount.Kind(rawValue: body["kind"]?.stringValue ?? "") ?? .url
    let name = body["name"]?.stringValue ?? ""
    let address = body["address"]?.stringValue ?? ""
    let username = body["username"]?.stringValue
    let secret = body[kind == .google ? "refresh_token" : "password"]?.stringValue
    var places = [(address: address, name: name)]
    if kind == .caldav {
      guard let username, let secret else {
        throw PlanningError(.invalid, field: "password", "username and password are expected")
      }
      let found = try await setup.discover(address, username: username, password: secret)
      places = found.map { ($0.address, found.count > 1 ? "\(name) \($0.name)" : name) }
    }
    var added: [CalendarAccount] = []
    for place in places {
      added.append(
        try await setup.add(
          kind: kind, name: place.name, address: place.address, username: username,
          secret: secret, content: body["content"]?.stringValue,
          isBusy: body["busy"]?.boolValue ?? true,
          writesBack: body["write_back"]?.boolValue ?? false, for: actor))
    }
    return added
  }

  private var remove: Route {
    Route(
      .delete, "/v1/calendars/{id:uuid}", access: .user(.write),
      operation: Operation(
        id: "removeCalendar", tag: "calendars",
        summary: "Removes a calendar, what was fetched from it, and its credential",
        details: "Events of accepted blocks that stand there for the time to come are taken out "
          + "first, by a job; the calendar is no longer shown or looked at meanwhile.",
        responses: [.empty(204, "removed")])
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      try await pool.transaction { session in
        try await CalendarStore.remove(id, as: actor, in: session)
      }
      return .empty()
    }
  }

  private var sync: Route {
    Route(
      .post, "/v1/calendars/{id:uuid}/sync", access: .user(.write),
      operation: Operation(
        id: "syncCalendar", tag: "calendars", summary: "Looks at a calendar now",
        responses: [
          .json(202, "the job that looks", .object(["job_id": .integer()]))
        ])
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      let known = try await CalendarStore.list(for: actor, in: pool)
      guard let account = known.first(where: { $0.id == id }) else { throw Problem.notFound() }
      let job = try await JobQueue.enqueue(SyncCalendar.request(for: account), in: pool)
      return .accepted(
        ["job_id": .int(job.rawValue)], location: "/v1/jobs/\(job.rawValue)")
    }
  }

  private var begin: Route {
    let body = Schema.object(
      ["name": .string(most: 200)],
      optional: ["address": .string(most: 500), "write_back": .boolean], closed: true)
    return Route(
      .post, "/v1/calendars/google/authorization", access: .user(.write), body: .json(body),
      operation: Operation(
        id: "beginGoogleSignIn", tag: "calendars",
        summary: "Begins a sign-in at Google; the browser goes to the address returned",
        responses: [
          .json(200, "where the browser is to go", .object(["url": .string()])),
          .problem(503, "no client of Google is set up"),
        ])
    ) { request in
      let signIn = try GoogleSignIn(settings: settings, http: trusted, pool: pool)
      let url = try await signIn.begin(
        for: try request.actor(), name: request.json["name"]?.stringValue ?? "Google",
        address: request.json["address"]?.stringValue ?? "primary",
        writesBack: request.json["write_back"]?.boolValue ?? false)
      return .json(["url": .string(url)])
    }
  }

  private var end: Route {
    Route(
      .get, "/v1/calendars/google/callback", access: .open,
      operation: Operation(
        id: "endGoogleSignIn", tag: "calendars",
        summary: "Where Google sends the browser back to",
        query: [
          QueryParameter("state", .string(most: 200), "what the sign-in began with"),
          QueryParameter("code", .string(most: 2_000), "what Google gives for it"),
          QueryParameter("error", .string(most: 200), "why Google gave none"),
          QueryParameter("scope", .string(most: 2_000), "what the person agreed to"),
        ],
        responses: [.content(200, "the calendar was added", "text/plain")])
    ) { request in
      guard let state = request.query["state"], let code = request.query["code"] else {
        return .text("Google gave no permission; nothing was added.\n", status: 400)
      }
      let signIn = try GoogleSignIn(settings: settings, http: trusted, pool: pool)
      _ = try await signIn.end(state: state, code: code)
      return .text("The calendar was added. This window can be closed.\n")
    }
  }

  private static let form = Schema.object(
    ["id": .uuid, "kind": .string(), "name": .string(), "busy": .boolean, "write_back": .boolean],
    optional: [
      "address": .string(), "username": .string(), "synced_at": .dateTime, "problem": .string(),
      "write_problem": .string(),
    ])
}
