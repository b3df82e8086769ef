import FoundationEssentials
import Ingest
import Shared

/// The raw messages that tasks were made of, for download only.
struct RawInputRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// Where the messages lie.
  var store: any ObjectStore

  /// `GET /v1/inputs/{id}/raw`.
  var routes: [Route] { [download] }

  private var download: Route {
    Route(
      .get, "/v1/inputs/{id:uuid}/raw", access: .user(.read),
      operation: Operation(
        id: "getRawInput", tag: "inbound", summary: "The message as it came in",
        details: "For the user whose address it came to, and for those who may read the task that "
          + "it became. Gone after the time for which raw messages are kept.",
        responses: [
          .content(200, "the message", "message/rfc822"),
          .problem(410, "the message is no longer kept"),
        ]), handler: { try await answer($0) })
  }

  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    let id = try request.uuid("id")
    let actor = try request.actor()
    guard let input = try await RawInputs.input(id, workspace: actor.workspace, in: pool) else {
      throw Problem.notFound()
    }
    try await Permissions.require(actor, in: pool)
    if input.actor.user != actor.user {
      guard let task = input.task else { throw Problem.notFound() }
      _ = try await TaskReader.task(task, as: actor, in: pool)
    }
    guard let key = input.objectKey.flatMap({ ObjectKey($0) }), key.workspace == actor.workspace
    else { throw Problem(410, "gone", "The message is no longer kept") }
    let bytes: [UInt8]
    do {
      bytes = try await store.get(key, limit: MailLimits.messageBytes)
    } catch {
      request.logger.error("a raw message cannot be read", ["error": .string(error.description)])
      throw error.isPassing
        ? Problem.unavailable("the message cannot be read now")
        : Problem(410, "gone", "The message is no longer kept")
    }
    return .download(
      .bytes(bytes), contentType: "message/rfc822", fileName: "message-\(id).eml".lowercased())
  }
}
