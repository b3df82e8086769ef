import FoundationEssentials
import Shared

/// Files of tasks, for download only.
struct AttachmentRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// Where the files lie.
  var store: any ObjectStore

  /// Seconds for which a link to a file holds.
  private static let linkSeconds = 300

  /// `GET /v1/attachments/{id}` and `GET /v1/attachments/{id}/link`.
  var routes: [Route] { [download, link] }

  private static let attachmentSQL = SQL(
    "read_attachment",
    """
    select a.file_name, a.file_type, a.s3_bucket, a.s3_key, t.project_id
    from public.attachments a join public.tasks t on t.id = a.task_id
    where a.id = $1 and t.workspace_id = $2 and t.deleted_at is null
    """)

  private var download: Route {
    Route(
      .get, "/v1/attachments/{id:uuid}", access: .user(.read),
      operation: Operation(
        id: "getAttachment", tag: "tasks", summary: "A file of a task",
        details: "Always as a download, of the type that its bytes have; a browser that shows it "
          + "all the same runs nothing in it.",
        responses: [
          .content(200, "the file", "*/*"),
          .problem(409, "the file lies in a store that this service does not read"),
        ]), handler: { try await answer($0) })
  }

  private var link: Route {
    Route(
      .get, "/v1/attachments/{id:uuid}/link", access: .user(.read),
      operation: Operation(
        id: "linkAttachment", tag: "tasks", summary: "An address of a task's file",
        details: "Under `url` anyone may fetch the file for `seconds`, as a download, from the "
          + "object store itself: for files that are large. Stores that have no such addresses "
          + "(a folder) answer 409; the file itself is under `/v1/attachments/{id}` in any case.",
        responses: [
          .json(200, "the address", .object(["url": .string(), "seconds": .integer()])),
          .problem(409, "the store has no addresses, or is not one that this service reads"),
        ]), handler: { try await linked($0) })
  }

  private func linked(_ request: HTTPRequest) async throws -> HTTPResponse {
    let file = try await file(request)
    let found: String?
    do {
      found = try await store.downloadLink(
        to: file.key, contentType: HTTPResponse.downloadType(file.type),
        disposition: ContentDisposition.attachment(fileName: file.name),
        seconds: Self.linkSeconds)
    } catch {
      request.logger.error("a file cannot be linked", ["error": .string(error.description)])
      throw Problem.unavailable("the file cannot be linked now")
    }
    guard let found else {
      throw Problem.conflict("no-links", "the object store has no addresses of its own")
    }
    return .json(["url": .string(found), "seconds": .int(Int64(Self.linkSeconds))])
  }

  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    let file = try await file(request)
    return .download(
      .bytes(try await bytes(of: file.key, request.logger)), contentType: file.type,
      fileName: file.name)
  }

  /// The file that a request names, where the caller may read its task.
  private func file(
    _ request: HTTPRequest
  ) async throws -> (key: ObjectKey, type: String, name: String) {
    let id = try request.uuid("id")
    let actor = try request.actor()
    guard let row = try await pool.queryRow(Self.attachmentSQL, [id, actor.workspace]) else {
      throw Problem.notFound()
    }
    let project = try row.get("project_id", as: UUID?.self)
    do {
      try await Permissions.require(.read, of: project.map { [$0] } ?? [], as: actor, in: pool)
    } catch let error as TaskError where error.code == .notFound {
      throw Problem.notFound()
    }
    guard try row.get("s3_bucket", as: String.self) == store.bucket,
      let key = ObjectKey(try row.get("s3_key", as: String.self))
    else {
      throw Problem.conflict("stored-elsewhere", "the file lies in a store not read here")
    }
    // A row of one workspace must not lead to another's objects.
    guard key.workspace == actor.workspace else { throw Problem.notFound() }
    let type = try row.get("file_type", as: String?.self) ?? ""
    return (
      key, MediaType(type)?.essence ?? "application/octet-stream",
      try row.get("file_name", as: String.self)
    )
  }

  private func bytes(of key: ObjectKey, _ logger: Logger) async throws -> [UInt8] {
    do {
      return try await store.get(key, limit: HTTPLimits.downloadBytes)
    } catch {
      logger.error("an attachment cannot be read", ["error": .string(error.description)])
      switch error.code {
      case .missing: throw Problem.notFound()
      case .tooLarge, .damaged: throw Problem.internalError()
      case .full, .failed: throw Problem.unavailable("the file cannot be read now")
      }
    }
  }
}
