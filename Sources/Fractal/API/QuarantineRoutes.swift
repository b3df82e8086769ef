import FoundationEssentials
import Ingest
import Shared

/// Mails that wait for a person: read, released and dropped by the one whose address they came to.
struct QuarantineRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// Where the raw messages lie.
  var store: any ObjectStore

  /// `GET /v1/quarantine`, `GET /v1/quarantine/{id}`, `POST …/release` and `…/drop`.
  var routes: [Route] { [list, show, decide("release", Self.release), decide("drop", Self.drop)] }

  private static let release = """
    The mail is read as if it had just come; the answer names the job.
    """
  private static let drop = """
    The raw message is kept until its time is over, as of every mail.
    """

  private var list: Route {
    Route(
      .get, "/v1/quarantine", access: .user(.read),
      operation: Operation(
        id: "listHeldMails", tag: "inbound", summary: "The mails that are held for the caller",
        details: "The latest first. Sender and subject are claims of the mail.",
        query: [QueryParameter("limit", .integer(1...500), "at most that many")],
        responses: [
          .json(
            200, "the held mails", .object(["held": .array(.named("HeldMail", Self.form))]))
        ])
    ) { request in
      let held = try await MailQuarantine.list(
        as: try request.actor(), limit: request.query.integer("limit") ?? 100, in: pool)
      return .json(["held": .array(held.map(\.json))])
    }
  }

  private var show: Route {
    let detailed = Schema.object(
      ["id": .uuid, "input": .uuid, "reason": .string(), "held_at": .dateTime],
      optional: [
        "sender": .string(), "subject": .string(), "text": .string(),
        "files": .array(.string()), "warnings": .array(.string()),
      ])
    return Route(
      .get, "/v1/quarantine/{id:uuid}", access: .user(.read),
      operation: Operation(
        id: "getHeldMail", tag: "inbound", summary: "A held mail with its text",
        responses: [.json(200, "the mail; its text is plain words", detailed)])
    ) { request in
      let actor = try request.actor()
      guard let held = try await MailQuarantine.mail(try request.uuid("id"), as: actor, in: pool)
      else { throw Problem.notFound() }
      let preview = try? await HeldMailPreview.of(held, as: actor, store: store, in: pool)
      return .json(held.json(with: preview))
    }
  }

  private func decide(_ verb: String, _ details: String) -> Route {
    Route(
      .post, "/v1/quarantine/{id:uuid}/\(verb)", access: .user(.write),
      operation: Operation(
        id: "\(verb)HeldMail", tag: "inbound",
        summary: verb == "drop" ? "Lets a held mail become nothing" : "Lets a held mail in",
        details: details,
        responses: [.empty(204, "it is decided")]
          + (verb == "drop"
            ? [] : [.problem(409, "its raw message is no longer kept; it can only be dropped")]))
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      let isDone: Bool
      do {
        isDone = try await pool.transaction { session in
          verb == "drop"
            ? try await MailQuarantine.drop(id, as: actor, in: session)
            : try await MailQuarantine.release(id, as: actor, in: session)
        }
      } catch let error as QuarantineError {
        throw Problem.conflict("message-gone", error.description)
      }
      guard isDone else { throw Problem.notFound() }
      return .empty()
    }
  }

  private static let form = Schema.object(
    ["id": .uuid, "input": .uuid, "reason": .string(), "held_at": .dateTime],
    optional: ["sender": .string(), "subject": .string()])
}
