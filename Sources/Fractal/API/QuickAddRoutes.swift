import FoundationEssentials
import NLParse
import Shared

/// Where lines become tasks, and where clients see what a line means while it is typed.
struct QuickAddRoutes: RouteGroup {
  /// Quick add.
  let lines: QuickAdd
  /// The present moment.
  var now: @Sendable () -> Instant = { .machineNow }

  /// `POST /v1/quick-add` and `POST /v1/tasks/{id}/feedback`.
  var routes: [Route] { [add, feedback] }

  private var add: Route {
    Route(
      .post, "/v1/quick-add", access: .user(.capture),
      body: .json(QuickAddForms.request, limit: LineLimits.bytes * 24),
      operation: Operation(
        id: "quickAdd", tag: "quick add", summary: "Makes tasks of typed lines",
        details: """
          All lines of one request are one transaction, which undo takes back as a whole. With \
          Idempotency-Key the same request may be sent again: it makes nothing new. With \
          preview=true nothing is written: the answer is what was understood, with the bytes that \
          say it and other readings; with suggest=true besides, what earlier tasks say about what a \
          line leaves open, within 400 ms. Creating takes those of them that are sure, unless \
          settings say suggest=false: `filled` names them, `suggestions` what is only offered.
          """,
        query: [
          QueryParameter("preview", .boolean, "true: only say what is understood"),
          QueryParameter(
            "suggest", .boolean, "true: a preview says too what earlier tasks suggest"),
        ],
        headers: [
          HeaderParameter(
            "Idempotency-Key", "any text of the client's; the same key makes one task")
        ],
        responses: [
          .json(201, "the tasks were made", QuickAddForms.added),
          .json(200, "the key made them before, or a preview", .any),
          .problem(403, "the user may not write to the project"),
          .problem(
            422,
            "the line is empty, a setting is unknown, or the key was used for another text"),
        ])
    ) { request in
      let actor = try request.actor()
      let text = request.json["text"]?.stringValue ?? ""
      let choices = try choices(request.json)
      if request.query.flag("preview") {
        return .json(
          try await preview(text, actor, choices, suggests: request.query.flag("suggest")))
      }
      let key = request.headers["Idempotency-Key"]
      guard key.map({ !$0.isEmpty && $0.utf8.count <= LineLimits.keyBytes }) ?? true else {
        throw Problem.badRequest("Idempotency-Key has 1 to \(LineLimits.keyBytes) bytes")
      }
      let answer = try await lines.add(
        text, as: actor, choices, key: key, door: "api", now: now())
      return .json(QuickAddForms.json(answer), status: answer.isRepeated ? 200 : 201)
    }
  }

  private func preview(
    _ text: String, _ actor: Actor, _ choices: LinePolicy.Choices, suggests: Bool
  ) async throws -> JSONValue {
    let moment = now()
    let isList = text.utf8.contains(10)
    var items = LineBatch(text).items
    if items.isEmpty, !isList { items = [LineBatch.Item(text: text)] }
    var readings: [LineReading] = []
    for item in items {
      let reading = try await lines.preview(item, as: actor, choices, now: moment)
      // In a list the bytes count from the beginning of each line's text, else from the request's.
      readings.append(isList ? reading : reading.moved(by: item.offset))
    }
    let beside =
      suggests
      ? try await lines.suggestions(
        for: readings, depths: items.map(\.depth), as: actor, choices, now: moment) : []
    let forms = readings.enumerated().map { index, reading -> JSONValue in
      var object = QuickAddForms.object(reading)
      if isList { object["depth"] = .int(Int64(items[index].depth)) }
      if suggests, let beside = beside[index] { QuickAddForms.add(beside, to: &object) }
      return .object(object)
    }
    return ["lines": .array(forms)]
  }

  /// The operator's choices with those of the request on top.
  private func choices(_ json: JSONValue) throws(Problem) -> LinePolicy.Choices {
    var choices = lines.choices
    if let language = json["language"]?.stringValue, !choices.set("language", language) {
      throw Problem.invalid([Problem.Fault(pointer: "/language", detail: "is not known")])
    }
    let settings = (json["settings"] ?? .null).objectValue ?? JSONObject()
    for member in settings.members {
      guard choices.set(member.key, member.value.stringValue ?? "") else {
        throw Problem.invalid([
          Problem.Fault(pointer: "/settings", detail: "a choice is not known or has another form")
        ])
      }
    }
    return choices
  }

  private static let correction = Schema.object(
    ["field": .choice(TaskField.allCases.map(\.rawValue))],
    optional: ["was": .any, "became": .any, "details": .nullable(.map(.any))])

  private var feedback: Route {
    Route(
      .post, "/v1/tasks/{id:uuid}/feedback", access: .user(.write),
      body: .json(Self.correction, limit: LineLimits.bytes * 4),
      operation: Operation(
        id: "correctTask", tag: "quick add", summary: "Notes that a person corrected a field",
        details: "What suggests projects, tags, priorities and estimates believes it from the next "
          + "question on: `became` is a project's id (null: none), a list of tags' names, 0 to 3, or "
          + "minutes. The task itself is not changed.",
        responses: [.json(201, "noted", .object(["id": .uuid]))])
    ) { request in
      guard let field = request.json["field"]?.stringValue.flatMap(TaskField.init(rawValue:)) else {
        throw Problem.invalid([Problem.Fault(pointer: "/field", detail: "is not known")])
      }
      let actor = try request.actor()
      let id = try await LineFeedback.record(
        task: try request.uuid("id"), field: field, was: request.json["was"],
        became: request.json["became"],
        details: (request.json["details"] ?? .null).objectValue ?? JSONObject(),
        as: actor, in: lines.pool)
      if field == .project {
        await lines.suggester?.learn(fromCorrectionOf: try request.uuid("id"), as: actor)
      }
      return .json(["id": .string(id.uuidString.lowercased())], status: 201)
    }
  }
}
