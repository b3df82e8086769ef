import FoundationEssentials
public import Shared

/// The door for captures: stores what came in once, enqueues its job, and only then says yes.
public struct CaptureIntake: Sendable {
  private let pool: PostgresPool
  private let store: any ObjectStore

  /// A door that writes to that database and that store.
  public init(pool: PostgresPool, store: any ObjectStore) {
    self.pool = pool
    self.store = store
  }

  /// Takes a capture as it came in (`body`) and was read (`request`).
  ///
  /// When it returns, bytes, row and job are durable. Throws ``CaptureRefusal`` where the address is
  /// none, `TaskError` where the actor may not write there, and whatever database and store throw:
  /// the client keeps the capture and tries again.
  public func accept(
    _ request: CaptureRequest, body: [UInt8], as actor: Actor, trace: String? = nil
  ) async throws -> CaptureIntakeOutcome {
    guard let address = PageAddress(request.subject) else {
      throw CaptureRefusal.invalid(pointer: "/url", detail: "must be an http or https address")
    }
    if let known = try await CaptureInputs.input(request.id, as: actor, in: pool) {
      return try await duplicate(known, actor)
    }
    try await Permissions.require(
      .edit, of: request.project.map { [$0] } ?? [], as: actor, in: pool)
    let key = ObjectKey(.raw, of: body, workspace: actor.workspace)
    try await store.put(body, at: key)
    let input = input(request, address, key: key, byteCount: body.count, actor: actor)
    let accepted = try await pool.transaction { transaction in
      try await ObjectLock.hold([key], in: transaction)
      var accepted = try await RawInputs.accept(input, in: transaction)
      guard accepted.isNew else { return accepted }
      let job = try await JobQueue.enqueue(
        JobRequest(
          CaptureToTask.kind, args: CaptureJobArguments(input: accepted.input.id).json,
          workspace: actor.workspace, trace: trace), in: transaction)
      try await RawInputs.setJob(job.rawValue, of: accepted.input.id, in: transaction)
      accepted.input.job = job.rawValue
      return accepted
    }
    guard accepted.isNew else { return try await duplicate(accepted.input, actor) }
    return CaptureIntakeOutcome(
      input: accepted.input, isNew: true,
      saved: try await SavedPages.page(
        at: address, project: request.project, as: actor, in: pool))
  }

  /// The answer for a capture that came before: about what came then, whatever is asked now, and
  /// only about a page that the actor may still read.
  private func duplicate(
    _ input: StoredInput, _ actor: Actor
  ) async throws -> CaptureIntakeOutcome {
    var saved = try await SavedPages.page(of: input, in: pool)
    if input.task == nil, let address = input.details["url"]?.stringValue.flatMap(PageAddress.init)
    {
      saved = try await SavedPages.page(
        at: address,
        project: input.details["project"]?.stringValue.flatMap(UUID.init(uuidString:)),
        as: actor, in: pool)
    }
    return CaptureIntakeOutcome(input: input, isNew: false, saved: saved)
  }

  private func input(
    _ request: CaptureRequest, _ address: PageAddress, key: ObjectKey, byteCount: Int,
    actor: Actor
  ) -> RawInput {
    var details: JSONObject = [:]
    details["capture"] = .string(request.id.uuidString.lowercased())
    details["kind"] = .string(request.kind.rawValue)
    // Enough for a task of title and link should the capture itself be lost.
    details["url"] = .string(request.subject)
    details["title"] = (request.targetText ?? request.title).map { .string($0) }
    details["project"] = request.project.map { .string($0.uuidString.lowercased()) }
    return RawInput(
      actor: actor, source: CaptureInputs.source,
      dedupeKey: CaptureInputs.dedupeKey(request.id, user: actor.user),
      identityKey: CaptureInputs.identityKey(address), objectKey: key.description,
      byteCount: Int64(byteCount), details: details)
  }
}
