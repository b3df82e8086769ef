import FoundationEssentials
import Ingest
import Shared

/// Where browser extensions hand in what they captured, and ask what became of it.
struct CaptureRoutes: RouteGroup {
  /// The database.
  let pool: PostgresPool
  /// The door.
  let intake: CaptureIntake
  /// Who hears of what is taken back.
  var listeners: [any TaskChangeListener] = []

  /// A group on that database and that store.
  init(
    pool: PostgresPool, store: any ObjectStore, listeners: [any TaskChangeListener] = []
  ) {
    self.pool = pool
    self.listeners = listeners
    intake = CaptureIntake(pool: pool, store: store)
  }

  /// `/v1/captures` and `/v1/capture-targets`.
  var routes: [Route] { [receive, find, show, takeBack, targets] }

  // MARK: POST /v1/captures

  private var receive: Route {
    Route(
      .post, "/v1/captures", access: .user(.capture),
      body: .json(CaptureForms.request, limit: CaptureLimits.bodyBytes),
      operation: Operation(
        id: "capture", tag: "captures", summary: "Takes a captured page, selection, link or image",
        details: """
          The answer comes after everything that was sent and its job have committed. The same \
          captureId again is the same capture: it is answered 200 and makes nothing new. A page \
          that the project has already answers with its task at once; the job then adds what is new \
          to that task. The HTML may have \(CaptureLimits.htmlBytes) bytes; the body may be gzip.
          """,
        responses: [
          .json(202, "stored; a job will make a task of it", CaptureForms.accepted),
          .json(200, "the same capture was taken before", CaptureForms.accepted),
          .problem(403, "the user may not write to the project"),
          .problem(404, "there is no such project"),
        ])
    ) { request in
      do {
        let capture = try CaptureRequest(json: request.json)
        return CaptureForms.answer(
          try await intake.accept(
            capture, body: request.body, as: try request.actor(),
            trace: request.headers["traceparent"]))
      } catch let refusal as CaptureRefusal {
        throw Self.problem(refusal)
      } catch let error as TaskError where error.code == .notFound && error.entity == "project" {
        throw Problem(404, "unknown-project", "There is no such project here")
      } catch let error as ObjectStoreError {
        request.logger.error("a capture could not be stored", ["error": .string("\(error)")])
        throw Problem.unavailable("the capture cannot be stored now")
      }
    }
  }

  private static func problem(_ refusal: CaptureRefusal) -> Problem {
    switch refusal {
    case .tooLarge(let limit): .bodyTooLarge(limit: limit)
    case .invalid(let pointer, let detail):
      .invalid([Problem.Fault(pointer: pointer, detail: detail)])
    }
  }

  // MARK: GET /v1/captures

  private var find: Route {
    Route(
      .get, "/v1/captures", access: .user(.capture),
      operation: Operation(
        id: "findCaptures", tag: "captures", summary: "Whether and when a page was saved",
        details: "Looks in every project that the caller may read, under the address without "
          + "tracking parameters, fragments, AMP and mobile forms. Without a url the latest pages.",
        query: [
          QueryParameter("url", .string(most: CaptureLimits.addressBytes), "the page's address")
        ],
        responses: [.json(200, "what is known of the page", CaptureForms.found)])
    ) { request in
      let actor = try request.actor()
      var address: PageAddress?
      if let text = request.query["url"] {
        address = PageAddress(text)
        guard address != nil else {
          throw Problem.invalid([
            Problem.Fault(pointer: "?url", detail: "must be an http or https address")
          ])
        }
      }
      let pages = try await SavedPages.list(address, as: actor, in: pool)
      var waiting: [StoredInput] = []
      if let address {
        waiting = try await CaptureInputs.waiting(address, as: actor, in: pool)
      }
      return .json(CaptureForms.found(pages, waiting: waiting))
    }
  }

  // MARK: GET and DELETE /v1/captures/{id}

  private var show: Route {
    Route(
      .get, "/v1/captures/{id:uuid}", access: .user(.capture),
      operation: Operation(
        id: "getCapture", tag: "captures", summary: "What became of a capture",
        details: "The id is the captureId that the caller chose, or the id of a saved page.",
        responses: [.json(200, "the capture", .named("Capture", CaptureForms.capture))])
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      if let input = try await CaptureInputs.input(id, as: actor, in: pool) {
        return .json(
          CaptureForms.shown(id, input, page: try await SavedPages.page(of: input, in: pool)))
      }
      guard let page = try await SavedPages.page(id, as: actor, in: pool) else {
        throw Problem.notFound()
      }
      return .json(CaptureForms.shown(page))
    }
  }

  private var takeBack: Route {
    Route(
      .delete, "/v1/captures/{id:uuid}", access: .user(.capture),
      operation: Operation(
        id: "takeBackCapture", tag: "captures", summary: "Takes the caller's own capture back",
        details: "A capture that waits becomes nothing; one that made a task or a comment is "
          + "undone, unless the task has changed since. The id is the captureId.",
        responses: [
          .empty(204, "taken back"),
          .problem(409, "it was taken back already, or the task has changed since"),
        ])
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      let history = TaskHistory(listeners: listeners)
      try await pool.transaction { transaction in
        try await CaptureInputs.takeBack(id, as: actor, history: history, in: transaction)
      }
      return .empty()
    }
  }

  // MARK: GET /v1/capture-targets

  private var targets: Route {
    Route(
      .get, "/v1/capture-targets", access: .user(.capture),
      operation: Operation(
        id: "getCaptureTargets", tag: "captures",
        summary: "Who the token is, and where it may save to",
        details: "The user and workspace of the token, the projects that take captures, and the "
          + "workspace's tags: what an extension offers to choose from.",
        responses: [.json(200, "the targets", .named("CaptureTargets", CaptureForms.targets))])
    ) { request in
      .json(try await CaptureTargets.read(as: try request.actor(), in: pool))
    }
  }
}
