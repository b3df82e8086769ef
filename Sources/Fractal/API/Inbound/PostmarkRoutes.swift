import Ingest
import Shared

/// Where Postmark's inbound webhook posts mail.
struct PostmarkRoutes: RouteGroup {
  /// The user and password that it shows; nil where none are set.
  let basicAuth: BasicAuth?
  /// What takes the mail. Postmark takes 200 for done and 403 for final, and tries again for ten
  /// hours at everything else.
  let door: ProviderDoor

  /// `POST /v1/inbound/postmark`.
  var routes: [Route] {
    var route = Route(
      .post, "/v1/inbound/postmark", access: .open,
      body: .bytes(types: ["application/json"], limit: ProviderLimits.documentBytes),
      handlerSeconds: 60,
      operation: Operation(
        id: "receivePostmarkMail", tag: "inbound", summary: "Takes a mail from Postmark",
        details: """
          Postmark signs nothing, so the request shows user and password (POSTMARK_BASIC_AUTH). \
          `RawEmail` is taken where it is there, else the message is put together from the \
          document. The same mail to the same address is taken once, whenever it comes again.
          """,
        security: ["providerBasicAuth"],
        responses: door.responses([
          .problem(403, "this mail will never be taken: unknown address, refused, malformed")
        ])), handler: { try await receive($0) })
    route.headCheck = { head throws(Problem) in try check(head) }
    return [route]
  }

  private func check(_ head: HTTPRequestHead) throws(Problem) {
    guard let basicAuth else { throw ProviderDoor.notConfigured("POSTMARK_BASIC_AUTH") }
    try basicAuth.check(head.headers)
  }

  private func receive(_ request: HTTPRequest) async throws -> HTTPResponse {
    let mail: ProviderMail
    do throws(ProviderError) {
      guard
        let document = try? JSONValue(parsing: request.body, maximumDepth: ProviderLimits.depth)
      else { throw ProviderError.document }
      mail = try PostmarkMail.read(document)
    } catch {
      throw door.refusal(error)
    }
    return try await door.take(mail, request)
  }
}
