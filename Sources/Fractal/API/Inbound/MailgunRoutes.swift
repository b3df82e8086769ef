import Ingest
import Shared

/// Where Mailgun's routes post mail, raw or in pieces.
struct MailgunRoutes: RouteGroup {
  /// The key of its signatures; nil where none is set.
  let signingKey: String?
  /// Whether what Mailgun writes into mail counts.
  let believesFindings: Bool
  /// What takes the mail. Mailgun takes 200 for done and 406 for final, and tries again for 8 hours
  /// at everything else.
  let door: ProviderDoor
  /// The database's time.
  let now: @Sendable () async throws -> Instant

  /// `POST /v1/inbound/mailgun` and, for raw messages, `POST /v1/inbound/mailgun/mime`.
  var routes: [Route] {
    [
      route("/v1/inbound/mailgun", "receiveMailgunMail", "Takes a mail from a route of Mailgun"),
      route(
        "/v1/inbound/mailgun/mime", "receiveMailgunMessage",
        "Takes a mail from a route of Mailgun as raw message"),
    ]
  }

  private func route(_ path: String, _ id: String, _ summary: String) -> Route {
    var route = Route(
      .post, path, access: .open,
      body: .bytes(
        types: ["multipart/form-data", "application/x-www-form-urlencoded"],
        limit: ProviderLimits.formBytes),
      handlerSeconds: 60,
      operation: Operation(
        id: id, tag: "inbound", summary: summary,
        details: """
          The fields `timestamp`, `token` and `signature` (HMAC-SHA256 under MAILGUN_SIGNING_KEY) \
          authenticate the request; a token is good for one content. `recipient` says where the \
          mail goes; `body-mime`, or `message-headers`, `body-plain`, `body-html` and \
          `attachment-N`, are the mail. Mailgun sends a raw message where the URL ends in `mime`.
          """,
        security: ["mailgunSignature"],
        responses: door.responses([
          .problem(
            406, "this mail will never be taken: unknown address, refused, malformed, replay")
        ])), handler: { try await receive($0) })
    route.headCheck = { _ throws(Problem) in
      if signingKey == nil { throw ProviderDoor.notConfigured("MAILGUN_SIGNING_KEY") }
    }
    return route
  }

  private func receive(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let signingKey else { throw ProviderDoor.notConfigured("MAILGUN_SIGNING_KEY") }
    let form: FormData
    do throws(ProviderError) {
      form = try ProviderDoor.form(request)
    } catch {
      throw Problem.unauthorized("the request carries no signature that can be read")
    }
    guard let signature = MailgunSignature(form), signature.isValid(key: signingKey) else {
      throw Problem.unauthorized("the signature is not valid")
    }
    guard
      InboundTokens.isRecent(
        signature.time, seconds: ProviderLimits.mailgunSeconds, now: try await now())
    else { throw door.final(Problem.unauthorized("the signature is too old")) }
    let mail: ProviderMail
    do throws(ProviderError) {
      mail = try MailgunMail.read(form, believesFindings: believesFindings)
    } catch {
      throw door.refusal(error)
    }
    let content = MailgunSignature.contentHash(of: form)
    do {
      return try await door.take(mail, request) { session in
        try await InboundTokens.use(
          signature.token, for: content, provider: "mailgun", in: session)
      }
    } catch is InboundTokens.Reused {
      throw door.final(Problem.unauthorized("the token was used before for another content"))
    }
  }
}
