import FoundationEssentials
import Ingest
import Shared

/// Takes the mail that a provider hands in, for each of its recipients, and answers in the way that
/// makes this provider try again, or stop.
struct ProviderDoor: Sendable {
  /// What kinds of mail's inputs are called: `mail_sendgrid`, ….
  let source: String
  /// The status by which a provider knows that it need not come again; nil where the plain ones do.
  let finalStatus: Int?
  /// The door behind the route.
  let intake: MailIntake

  /// What the routes answer.
  static let answer = Schema.object([
    "status": .choice(["accepted", "duplicate", "ignored"]),
    "inputs": .array(
      .object(
        ["status": .choice(["accepted", "duplicate", "refused"])],
        optional: [
          "input": .string(format: .uuid),
          "job": .described("where to see what became of it", .string()),
        ])),
  ])

  /// An answer that nothing was to be taken.
  static func ignored() -> HTTPResponse {
    .json(["status": "ignored", "inputs": .array([])])
  }

  /// Takes the mail; 200 where at least one recipient's copy is safe.
  ///
  /// - Throws: `Problem`: 503 where it cannot be stored now, the final one where nobody takes it.
  func take(
    _ mail: ProviderMail, _ request: HTTPRequest, alongside: MailIntake.Alongside? = nil
  ) async throws -> HTTPResponse {
    var items: [JSONValue] = []
    var refusal: Problem?
    var isNew = false
    let recipients = InboundRecipient.distinct(mail.recipients)
    guard recipients.count <= ProviderLimits.recipients else {
      // All or none: a copy that nobody took would be lost without a word.
      throw final(
        Problem(
          422, "too-many-recipients", "Too many recipients",
          detail: "the mail names \(recipients.count) recipients, at most "
            + "\(ProviderLimits.recipients) are taken"))
    }
    for recipient in recipients {
      let envelope = mail.envelope(
        to: recipient, source: source, trace: request.headers["traceparent"])
      let outcome: MailIntakeOutcome
      do {
        outcome = try await intake.accept(mail.message, envelope, alongside: alongside)
      } catch let error as ObjectStoreError {
        request.logger.error("mail could not be stored", ["error": .string(error.description)])
        throw Problem.unavailable("the message cannot be stored now")
      }
      switch outcome {
      case .accepted(let input, let job):
        isNew = true
        items.append(item("accepted", input, job))
      case .duplicate(let input, let job): items.append(item("duplicate", input, job))
      case .unknownAddress:
        refusal = refusal ?? Problem(404, "unknown-address", "Nobody has that address")
        items.append(["status": "refused"])
      case .notAllowed(let reason):
        refusal = refusal ?? Problem.forbidden(reason)
        items.append(["status": "refused"])
      case .tooMany(let wait):
        throw Problem.unavailable("too many mails for now", retryAfter: wait)
      case .tooLarge(let limit): throw final(Problem.bodyTooLarge(limit: limit))
      case .empty: throw final(invalid("the mail holds no message"))
      }
    }
    guard items.contains(where: { $0["status"] != "refused" }) else {
      throw final(refusal ?? invalid("the mail names no recipient"))
    }
    return .json([
      "status": isNew ? "accepted" : "duplicate", "inputs": .array(items),
    ])
  }

  /// A refusal with the status by which this provider knows that it is final.
  func final(_ problem: Problem) -> Problem {
    guard let finalStatus else { return problem }
    var problem = problem
    problem.status = finalStatus
    return problem
  }

  /// What a form or document breaks, as a final refusal.
  func refusal(_ error: ProviderError) -> Problem {
    if case .form(.truncated) = error { return Problem.badRequest(error.description) }
    return final(invalid(error.description))
  }

  private func invalid(_ detail: String) -> Problem {
    Problem.invalid([Problem.Fault(pointer: "", detail: detail)])
  }

  private func item(_ status: String, _ input: UUID, _ job: JobID?) -> JSONValue {
    .members([
      "status": .string(status), "input": .string(input.uuidString.lowercased()),
      "job": job.map { .string("/v1/jobs/\($0.rawValue)") },
    ])
  }

  /// 503 until the operator has set up the provider, so that no mail is lost by it.
  static func notConfigured(_ setting: String) -> Problem {
    Problem.unavailable("set \(setting) first")
  }

  /// The form of a request.
  ///
  /// - Throws: `ProviderError.form`.
  static func form(_ request: HTTPRequest) throws(ProviderError) -> FormData {
    do throws(FormError) {
      return try FormData(request.body, contentType: request.headers["Content-Type"] ?? "")
    } catch {
      throw ProviderError.form(error)
    }
  }

  /// The answers that every route of a provider gives.
  func responses(_ refusals: [ResponseDescription]) -> [ResponseDescription] {
    [
      .json(
        200, "stored, each copy with its job; or taken before; or nothing to take", Self.answer),
      .problem(401, "the request is not authenticated"),
      .problem(503, "cannot be stored now, or the provider is not set up: try again"),
    ] + refusals
  }
}
