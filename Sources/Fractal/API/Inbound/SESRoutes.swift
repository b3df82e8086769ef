import Ingest
import Shared

/// Where Amazon SNS posts notifications of mail that Amazon SES received.
struct SESRoutes: RouteGroup {
  /// Fetches an object of a bucket; nil where it is not there.
  typealias FetchObject =
    @Sendable (_ bucket: String, _ key: String, _ topic: String) async throws(AWSError) -> [UInt8]?

  /// Whether any topic is set.
  let isConfigured: Bool
  /// What checks the messages.
  let verifier: SNSVerifier
  /// The buckets from which mail is fetched.
  let buckets: Set<String>
  /// What fetches it.
  let fetchObject: FetchObject
  /// What takes the mail. SNS takes 2xx for done and 4xx for final, and tries again at 5xx.
  let door: ProviderDoor
  /// The database's time.
  let now: @Sendable () async throws -> Instant

  /// `POST /v1/inbound/ses`.
  var routes: [Route] {
    var route = Route(
      .post, "/v1/inbound/ses", access: .open,
      body: .bytes(
        types: ["text/plain", "application/json"], limit: ProviderLimits.notificationBytes),
      handlerSeconds: 120,
      operation: Operation(
        id: "receiveSESMail", tag: "inbound",
        summary: "Takes a mail that Amazon SES received, by a notification of Amazon SNS",
        details: """
          The message's signature is checked with the certificate at exactly \
          `sns.<region>.amazonaws.com`; its topic has to be one of SES_TOPIC_ARNS. A subscription \
          to such a topic is confirmed. The mail stands in the notification (action SNS) or is \
          fetched from one of SES_BUCKETS (action S3).
          """,
        security: ["snsSignature"],
        responses: door.responses([
          .problem(403, "the topic is not on the list, or the address does not take the mail"),
          .problem(404, "nobody has the address"), .problem(422, "the document breaks the rules"),
        ])), handler: { try await receive($0) })
    let isConfigured = isConfigured
    route.headCheck = { _ throws(Problem) in
      if !isConfigured { throw ProviderDoor.notConfigured("SES_TOPIC_ARNS") }
    }
    return [route]
  }

  private func receive(_ request: HTTPRequest) async throws -> HTTPResponse {
    let message: SNSMessage
    do throws(SNSError) {
      message = try SNSMessage(request.body)
      try await check(message)
    } catch {
      throw Self.problem(error)
    }
    switch message.kind {
    case .subscription:
      do throws(SNSError) {
        try await verifier.confirm(message)
      } catch {
        throw Self.problem(error)
      }
      request.logger.info("subscribed to a topic", ["topic": .string(message.topic)])
      return ProviderDoor.ignored()
    case .unsubscription:
      request.logger.warning("unsubscribed from a topic", ["topic": .string(message.topic)])
      return ProviderDoor.ignored()
    case .notification: return try await take(message, request)
    }
  }

  private func check(_ message: SNSMessage) async throws(SNSError) {
    guard let now = try? await now() else { throw SNSError.unavailable }
    try await verifier.check(message, now: now)
  }

  private func take(_ message: SNSMessage, _ request: HTTPRequest) async throws -> HTTPResponse {
    let notification: SESNotification
    do throws(ProviderError) {
      notification = try SESNotification(message.message)
    } catch {
      throw door.refusal(error)
    }
    switch notification {
    case .other: return ProviderDoor.ignored()
    case .content(let mail): return try await door.take(mail, request)
    case .object(let bucket, let key, var mail):
      guard buckets.contains(bucket) else {
        throw Problem.unavailable("the bucket is not one of SES_BUCKETS")
      }
      do throws(AWSError) {
        guard let bytes = try await fetchObject(bucket, key, message.topic) else {
          throw AWSError(.refused, status: 404)
        }
        mail.message = bytes
      } catch {
        if error.status == 413 {
          throw Problem.bodyTooLarge(limit: MailLimits.messageBytes)
        }
        request.logger.warning("mail could not be fetched", ["error": .string(error.description)])
        throw Problem.unavailable("the message cannot be fetched now")
      }
      return try await door.take(mail, request)
    }
  }

  private static func problem(_ error: SNSError) -> Problem {
    switch error {
    case .document: .invalid([Problem.Fault(pointer: "", detail: error.description)])
    case .topic: .forbidden(error.description)
    case .unavailable: .unavailable(error.description)
    case .host, .certificate, .signature, .expired: .unauthorized(error.description)
    }
  }
}
