import FoundationEssentials
public import Shared

/// Makes a task of an accepted capture, or adds what is new to the task that the page has already.
///
/// The page is read in a sandbox child and its article stored first; task, saved page and the
/// input's outcome commit together with the end of the job. A page that cannot be read still becomes
/// a task of title and link that says so.
public struct CaptureToTask: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "page.capture", queue: "default", maxAttempts: 8, timeout: .seconds(120))

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let pool: PostgresPool
  private let store: any ObjectStore
  private let reader: CaptureReader
  private let sandbox: IngestSandbox
  private let writer: TaskWriter

  /// A handler that reads from that pool and store, shows HTML to that sandbox and writes through
  /// that writer.
  public init(
    pool: PostgresPool, store: any ObjectStore, sandbox: IngestSandbox,
    writer: TaskWriter = TaskWriter()
  ) {
    self.pool = pool
    self.store = store
    self.sandbox = sandbox
    self.writer = writer
    reader = CaptureReader(sandbox: sandbox)
  }

  /// Reads the capture, stores its article, and returns what is to be written.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let arguments = CaptureJobArguments(job.args) else {
      return .discard(JobFailure("bad_arguments", "no input is named", isFinal: true))
    }
    guard let input = try await RawInputs.input(arguments.input, in: pool) else {
      return .cancel(reason: "the input was erased")
    }
    if input.outcome != nil { return .done(result: nil) }
    let request = try await self.request(of: input)
    let reading = try await reader.read(request)
    let files = try await self.files(request, reading, input)
    return .done(result: nil, effects: try await effects(request, reading, files, input))
  }

  /// The plain task that a capture becomes which could not be worked on: title, link, note, tags
  /// and the words of the selections, as far as the capture can be read. What may pass, such as a
  /// database that is away, is thrown.
  public func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async throws -> JobOutcome.Effects? {
    guard let arguments = CaptureJobArguments(job.args),
      let input = try await RawInputs.input(arguments.input, in: pool), input.outcome == nil
    else { return nil }
    let body = try await whereKept(job) { try await self.body(of: input) }
    let json = body.flatMap { try? JSONValue(parsing: $0) }
    guard let request = CaptureRequest(details: input.details, body: json) else {
      return { session in
        try await RawInputs.setOutcome(.failed, of: input.id, reason: failure.code, in: session)
      }
    }
    var reading = CaptureReading()
    reading.warnings = ["page_unreadable", failure.code]
    reading.selections = request.selections
      .map { HTMLPlainText.text(of: $0).trimmingBlanks }.filter { !$0.isEmpty }
      .map { PlainMarkdown.render($0) }
    let kept = try await whereKept(job) { try await files(request, reading, input) }
    if kept == nil { reading.warnings.append("files_not_kept") }
    return try await effects(request, reading, kept ?? CaptureFiles(), input)
  }

  private func request(of input: StoredInput) async throws -> CaptureRequest {
    guard let json = try? JSONValue(parsing: try await body(of: input)),
      let request = try? CaptureRequest(json: json)
    else { throw JobFailure("bad_capture", "the capture cannot be read", isFinal: true) }
    return request
  }

  private func body(of input: StoredInput) async throws -> [UInt8] {
    guard let key = input.objectKey.flatMap({ ObjectKey($0) }) else {
      throw JobFailure("raw_missing", "the capture is no longer kept", isFinal: true)
    }
    do {
      return try await store.get(key, limit: CaptureLimits.bodyBytes)
    } catch {
      throw JobFailure("object_store", error.description, isFinal: !error.isPassing)
    }
  }

  /// What the object store gives or takes; nil where it has failed for good, or in so many discards
  /// that the task is not to wait for it any longer. What may still pass is thrown.
  private func whereKept<Value>(
    _ job: ClaimedJob, _ work: () async throws -> Value
  ) async throws -> Value? {
    do {
      return try await work()
    } catch let error as JobFailure where error.isFinal {
      return nil
    } catch {
      guard job.attempt >= job.maxAttempts + CaptureLimits.discardTries else { throw error }
      return nil
    }
  }

  // MARK: Outside work

  private func files(
    _ request: CaptureRequest, _ reading: CaptureReading, _ input: StoredInput
  ) async throws -> CaptureFiles {
    try await CaptureFiles(
      request, reading, workspace: input.actor.workspace, store: store, sandbox: sandbox)
  }

  /// What is to be written of a capture whose files are stored.
  private func effects(
    _ request: CaptureRequest, _ reading: CaptureReading, _ files: CaptureFiles,
    _ input: StoredInput
  ) async throws -> JobOutcome.Effects {
    let task = PageTask(
      request: request, page: reading.page, selections: reading.selections,
      zone: try await UserZone.zone(of: input.actor.user, in: pool), now: input.receivedAt)
    let own = [task.canonical, PageAddress(request.subject)].compactMap { $0 }
    let addresses = own.first?.key == own.last?.key ? Array(own.prefix(1)) : own
    let saved = try await SavedPages.find(
      addresses, project: request.project, workspace: input.actor.workspace, in: pool)
    var warnings: [String] = []
    for code in reading.warnings + files.warnings where !warnings.contains(code) {
      warnings.append(code)
    }
    let write = CaptureWrite(
      request: request, reading: reading, input: input, addresses: addresses, saved: saved,
      files: files, warnings: warnings, writer: writer)
    if let saved {
      let before = try await article(of: saved)
      let changes = CaptureChanges(request, reading, saved: saved, before: before)
      return { session in
        try await ObjectLock.hold(files.keys, in: session)
        try await write.add(changes, to: saved, in: session)
      }
    }
    let draft = task.make()
    return { session in
      try await ObjectLock.hold(files.keys, in: session)
      try await write.create(draft, in: session)
    }
  }

  private func article(of saved: SavedPage) async throws -> String? {
    guard let key = saved.readableKey.flatMap({ ObjectKey($0) }),
      let bytes = try? await store.get(key, limit: CaptureLimits.readableBytes)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
