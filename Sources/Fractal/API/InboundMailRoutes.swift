import FoundationEssentials
import Ingest
import Shared

/// Where mail servers and providers hand in messages.
struct InboundMailRoutes: RouteGroup {
  /// The door behind the route.
  let intake: MailIntake

  /// `POST /v1/inbound/email`.
  var routes: [Route] { [receive] }

  private static let answer = Schema.object(
    [
      "status": .choice(["accepted", "duplicate"]),
      "input": .string(format: .uuid),
    ],
    optional: ["job": .described("where to see what became of it", .string())])

  private var receive: Route {
    Route(
      .post, "/v1/inbound/email", access: .operator(.inbound),
      body: .bytes(
        types: ["message/rfc822", "message/global", "application/octet-stream", "text/plain"],
        limit: MailLimits.messageBytes),
      operation: Operation(
        id: "receiveMail", tag: "inbound", summary: "Takes one raw message (RFC 5322)",
        details: """
          The envelope's recipient decides where the message goes. The answer comes after the raw \
          bytes and the job have committed; the same message to the same address is taken once.
          """,
        query: [QueryParameter("to", .string(most: 320), "the envelope's recipient")],
        headers: [
          HeaderParameter("X-Envelope-To", "the envelope's recipient, where the query has none"),
          HeaderParameter("X-Original-To", "the same, as Postfix names it"),
          HeaderParameter("X-Envelope-From", "the envelope's sender"),
        ],
        responses: [
          .json(202, "stored; a job will make a task of it", Self.answer),
          .json(200, "the same message was taken before", Self.answer),
          .problem(404, "nobody has that address"),
          .problem(422, "no recipient is named, or there is no message"),
          .problem(429, "the address, or the sender to it, has had too many mails"),
        ]), handler: { request in try await receive(request) })
  }

  private func receive(_ request: HTTPRequest) async throws -> HTTPResponse {
    let named =
      request.query["to"] ?? request.headers["X-Envelope-To"] ?? request.headers["X-Original-To"]
    guard let recipient = named, !recipient.isEmpty else {
      throw Problem.invalid([
        Problem.Fault(
          pointer: "?to", detail: "name the envelope's recipient, or send X-Envelope-To")
      ])
    }
    let envelope = MailEnvelope(
      recipient: recipient, source: "mail_http", sender: request.headers["X-Envelope-From"],
      trace: request.head.trace.traceparent)
    let outcome: MailIntakeOutcome
    do {
      outcome = try await intake.accept(request.body, envelope)
    } catch let error as ObjectStoreError {
      request.logger.error("mail could not be stored", ["error": .string(error.description)])
      throw Problem.unavailable("the message cannot be stored now")
    }
    return try answer(outcome)
  }

  private func answer(_ outcome: MailIntakeOutcome) throws(Problem) -> HTTPResponse {
    switch outcome {
    case .accepted(let input, let job): return document("accepted", input, job, status: 202)
    case .duplicate(let input, let job): return document("duplicate", input, job, status: 200)
    case .unknownAddress:
      throw Problem(404, "unknown-address", "Nobody has that address")
    case .notAllowed(let reason): throw Problem.forbidden(reason)
    case .tooMany(let seconds): throw Problem.tooMany(retryAfter: seconds)
    case .tooLarge(let limit): throw Problem.bodyTooLarge(limit: limit)
    case .empty:
      throw Problem.invalid([Problem.Fault(pointer: "", detail: "the body holds no message")])
    }
  }

  private func document(
    _ status: String, _ input: UUID, _ job: JobID?, status code: Int
  ) -> HTTPResponse {
    let address = job.map { "/v1/jobs/\($0.rawValue)" }
    var response = HTTPResponse.json(
      .members([
        "status": .string(status), "input": .string(input.uuidString.lowercased()),
        "job": address.map { .string($0) },
      ]), status: code)
    if let address { response.headers["Location"] = address }
    return response
  }
}
