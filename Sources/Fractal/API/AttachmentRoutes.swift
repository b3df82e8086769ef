import FoundationEssentials
import Shared

/// Files of tasks, for download only.
struct AttachmentRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// Where the files lie.
  var store: any ObjectStore

  /// `GET /v1/attachments/{id}`.
  var routes: [Route] { [download] }

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

  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
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
    let bytes = try await bytes(of: key, request.logger)
    let type = try row.get("file_type", as: String?.self) ?? ""
    return .download(
      .bytes(bytes), contentType: MediaType(type)?.essence ?? "application/octet-stream",
      fileName: try row.get("file_name", as: String.self))
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
