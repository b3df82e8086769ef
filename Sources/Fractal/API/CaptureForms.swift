import FoundationEssentials
import Ingest
import Shared

/// The forms of captures in the API, and the values that have them.
enum CaptureForms {
  /// What a client sends.
  static let request = Schema.named(
    "CaptureRequest",
    .object(
      [
        "captureId": .uuid.described("chosen by the client; the same id is the same capture"),
        "url": .string(most: CaptureLimits.addressBytes).described("the page's address"),
      ],
      optional: [
        "kind": .choice(CaptureRequest.Kind.allCases.map(\.rawValue))
          .described("told by the other members where it is missing"),
        "title": .nullable(.string(most: CaptureLimits.titleCharacters)),
        "html": .nullable(.string()).described("the live page as the browser has it, serialised"),
        "selections": .array(.string(), most: CaptureLimits.selections)
          .described("the HTML of each selected range; wins over the article"),
        "viewport": .nullable(
          .object(
            [:],
            optional: [
              "width": .number(), "height": .number(), "scrollX": .number(), "scrollY": .number(),
              "devicePixelRatio": .number(),
            ])),
        "project": .nullable(.uuid).described("where the task goes; none: the workspace itself"),
        "tags": .array(.string(most: 50), most: CaptureLimits.tags),
        "note": .nullable(.string(most: CaptureLimits.noteCharacters)),
        "verb": .boolean.described("true: a verb leads the title, such as Read: …"),
        "link": .nullable(
          .object(["url": .string()], optional: ["text": .nullable(.string(most: 2_000))])),
        "image": .nullable(
          .object(
            ["url": .string()],
            optional: [
              "alt": .nullable(.string(most: 2_000)),
              "data": .nullable(.string()).described("the picture's bytes in base64"),
            ])),
        "screenshot": .nullable(.object(["data": .string()], optional: ["type": .string()]))
          .described("PNG, JPEG or WebP in base64"),
        "capturedAt": .nullable(.dateTime),
      ]))

  private static let task = Schema.object(
    ["id": .uuid, "title": .string()], optional: ["status": .nullable(.string())])

  private static let page = Schema.object(
    [
      "id": .uuid, "url": .string(), "task": task, "captured_at": .dateTime,
      "updated_at": .dateTime, "reader": .string().described("the path of the reader"),
    ], optional: ["title": .string(), "project": .uuid, "details": .any])

  /// The answer to a capture.
  static let accepted = Schema.object(
    [
      "status": .choice(["accepted", "duplicate"]), "capture": .uuid,
      "saved": .boolean.described("true where the project has the page already"),
    ],
    optional: [
      "job": .string().described("where to see what becomes of it"), "page": page,
      "task": .uuid.described("the page's task, where it has one"),
    ])

  /// What is known of a page.
  static let found = Schema.object([
    "saved": .boolean, "pages": .array(.named("SavedPage", page)),
    "waiting": .array(
      .object(["capture": .uuid, "received_at": .dateTime], optional: ["job": .string()])),
  ])

  /// What became of a capture.
  static let capture = Schema.object(
    [
      "id": .uuid,
      "state": .choice(["waiting", "task", "comment", "unchanged", "failed", "undone"]),
    ],
    optional: [
      "url": .string(), "received_at": .dateTime, "reason": .string(), "job": .string(),
      "task": .uuid, "comment": .uuid, "transaction": .uuid, "page": page,
    ])

  /// Where a token may save to.
  static let targets = Schema.object([
    "user": .object(["id": .uuid, "email": .string()], optional: ["name": .nullable(.string())]),
    "workspace": .object(["id": .uuid, "name": .string()]),
    "projects": .array(
      .object(["id": .uuid, "name": .string(), "path": .array(.string())])),
    "tags": .array(.string()),
  ])

  /// The answer to a capture that was handed in.
  static func answer(_ outcome: CaptureIntakeOutcome) -> HTTPResponse {
    let job = jobPath(outcome.input)
    var response = HTTPResponse.json(
      .members([
        "status": outcome.isNew ? "accepted" : "duplicate",
        "capture": outcome.input.details["capture"] ?? "",
        "saved": .bool(outcome.saved != nil), "job": job.map { .string($0) },
        "task": (outcome.saved?.task ?? outcome.input.task).map { id($0) },
        "page": outcome.saved.map { json($0) },
      ]), status: outcome.isNew ? 202 : 200)
    if let job { response.headers["Location"] = job }
    return response
  }

  /// The pages of an address.
  static func found(_ pages: [SavedPage], waiting: [StoredInput]) -> JSONValue {
    [
      "saved": .bool(!pages.isEmpty), "pages": .array(pages.map { json($0) }),
      "waiting": .array(
        waiting.map { input in
          .members([
            "capture": input.details["capture"] ?? "",
            "received_at": .string(input.receivedAt.description),
            "job": jobPath(input).map { .string($0) },
          ])
        }),
    ]
  }

  /// What became of the capture of that id.
  static func shown(_ capture: UUID, _ input: StoredInput, page: SavedPage?) -> JSONValue {
    .members([
      "id": id(capture), "state": .string(state(input, page)), "url": input.details["url"],
      "received_at": .string(input.receivedAt.description),
      "reason": input.outcomeReason.map { .string($0) }, "job": jobPath(input).map { .string($0) },
      "task": input.task.map { id($0) }, "comment": input.comment.map { id($0) },
      "transaction": input.transaction.map { id($0) }, "page": page.map { json($0) },
    ])
  }

  /// A saved page as a capture.
  static func shown(_ page: SavedPage) -> JSONValue {
    .members([
      "id": id(page.id), "state": "task", "url": .string(page.address), "task": id(page.task),
      "page": json(page),
    ])
  }

  /// A saved page.
  static func json(_ page: SavedPage) -> JSONValue {
    .members([
      "id": id(page.id), "url": .string(page.address), "title": page.title.map { .string($0) },
      "project": page.project.map { id($0) },
      "task": .members([
        "id": id(page.task), "title": .string(page.taskTitle),
        "status": page.taskStatus.map { .string($0) },
      ]), "details": page.details, "captured_at": .string(page.capturedAt.description),
      "updated_at": .string(page.updatedAt.description), "reader": .string(page.readerPath),
    ])
  }

  /// A capture that made a task which is gone was undone.
  private static func state(_ input: StoredInput, _ page: SavedPage?) -> String {
    switch input.outcome {
    case nil: "waiting"
    case .task: page == nil ? "undone" : "task"
    case .comment: "comment"
    case .dropped: input.outcomeReason == "taken_back" ? "undone" : "unchanged"
    case .failed, .quarantined: "failed"
    }
  }

  private static func jobPath(_ input: StoredInput) -> String? {
    input.job.map { "/v1/jobs/\($0)" }
  }

  private static func id(_ id: UUID) -> JSONValue { .string(id.uuidString.lowercased()) }
}
