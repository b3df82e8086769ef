import Ingest
import Shared

/// Where SendGrid's Inbound Parse posts mail, raw or in pieces.
struct SendGridRoutes: RouteGroup {
  /// The user and password that it shows, where such are set.
  let basicAuth: BasicAuth?
  /// The key of its signatures, where one is set.
  let key: PublicKey?
  /// What takes the mail. SendGrid drops a mail at any 4xx and tries again for three days at 5xx.
  let door: ProviderDoor
  /// The database's time.
  let now: @Sendable () async throws -> Instant

  /// `POST /v1/inbound/sendgrid`.
  var routes: [Route] {
    var route = Route(
      .post, "/v1/inbound/sendgrid", access: .open,
      body: .bytes(types: ["multipart/form-data"], limit: ProviderLimits.formBytes),
      handlerSeconds: 60, operation: operation, handler: { try await receive($0) })
    route.headCheck = { head throws(Problem) in try check(head) }
    return [route]
  }

  private var operation: Operation {
    Operation(
      id: "receiveSendGridMail", tag: "inbound",
      summary: "Takes a mail from SendGrid's Inbound Parse, raw or parsed",
      details: """
        The request shows user and password (SENDGRID_BASIC_AUTH), or carries SendGrid's signature \
        over timestamp and raw body (SENDGRID_PUBLIC_KEY), or both where both are set. Parts: \
        `envelope`, and `email` or `headers`, `text`, `html`, `charsets`, `attachment-info`, \
        `attachmentN`; `SPF` and `dkim` tell who sent it.
        """,
      headers: [
        HeaderParameter(SendGridSignature.signatureField, "the signature, in base 64"),
        HeaderParameter(SendGridSignature.timestampField, "when it was made"),
      ],
      security: ["providerBasicAuth", "sendGridSignature"],
      responses: door.responses([
        .problem(403, "the address does not take the mail"),
        .problem(404, "nobody has the address"),
        .problem(422, "the form breaks the rules"),
      ]))
  }

  private func check(_ head: HTTPRequestHead) throws(Problem) {
    guard basicAuth != nil || key != nil else {
      throw ProviderDoor.notConfigured("SENDGRID_BASIC_AUTH or SENDGRID_PUBLIC_KEY")
    }
    try basicAuth?.check(head.headers)
    if key != nil, SendGridSignature(head.headers) == nil {
      throw Problem.unauthorized("the request carries no signature")
    }
  }

  private func receive(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let key {
      guard let signature = SendGridSignature(request.headers),
        signature.isValid(for: request.body, key: key)
      else { throw Problem.unauthorized("the signature is not valid") }
      guard
        InboundTokens.isRecent(
          signature.time, seconds: ProviderLimits.sendGridSeconds, now: try await now())
      else { throw Problem.unauthorized("the signature is too old") }
    }
    let mail: ProviderMail
    do throws(ProviderError) {
      mail = try SendGridMail.read(try ProviderDoor.form(request))
    } catch {
      throw door.refusal(error)
    }
    return try await door.take(mail, request)
  }
}
