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
    let request = try await request(of: input)
    let reading = try await reader.read(request)
    return try await written(request, reading, input)
  }

  /// The task of title and link that a capture becomes which could not be worked on. What may pass,
  /// such as a database that is away, is thrown.
  public func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async throws -> JobOutcome.Effects? {
    guard let arguments = CaptureJobArguments(job.args),
      let input = try await RawInputs.input(arguments.input, in: pool), input.outcome == nil
    else { return nil }
    guard let request = CaptureRequest(details: input.details) else {
      return { session in
        try await RawInputs.setOutcome(.failed, of: input.id, reason: failure.code, in: session)
      }
    }
    var reading = CaptureReading()
    reading.warnings = ["page_unreadable", failure.code]
    guard case .done(_, let effects) = try await written(request, reading, input) else {
      return nil
    }
    return effects
  }

  private func request(of input: StoredInput) async throws -> CaptureRequest {
    guard let key = input.objectKey.flatMap({ ObjectKey($0) }) else {
      throw JobFailure("raw_missing", "the capture is no longer kept", isFinal: true)
    }
    let body: [UInt8]
    do {
      body = try await store.get(key, limit: CaptureLimits.bodyBytes)
    } catch {
      throw JobFailure("object_store", error.description, isFinal: !error.isPassing)
    }
    guard let json = try? JSONValue(parsing: body), let request = try? CaptureRequest(json: json)
    else { throw JobFailure("bad_capture", "the capture cannot be read", isFinal: true) }
    return request
  }

  // MARK: Outside work

  /// Stores what belongs in the object store and returns the effects.
  private func written(
    _ request: CaptureRequest, _ reading: CaptureReading, _ input: StoredInput
  ) async throws -> JobOutcome {
    let workspace = input.actor.workspace
    let task = PageTask(
      request: request, page: reading.page, selections: reading.selections,
      zone: try await UserZone.zone(of: input.actor.user, in: pool), now: input.receivedAt)
    let own = [task.canonical, PageAddress(request.subject)].compactMap { $0 }
    let addresses = own.first?.key == own.last?.key ? Array(own.prefix(1)) : own
    let saved = try await SavedPages.find(
      addresses, project: request.project, workspace: workspace, in: pool)
    var keys: [ObjectKey] = []
    var readable: ObjectKey?
    if let bytes = reading.readable {
      let key = ObjectKey(.blob, of: bytes, workspace: workspace)
      try await store.put(bytes, at: key)
      readable = key
      keys.append(key)
    }
    var files: [TaskAttachment] = []
    var warnings = reading.warnings
    for (bytes, name, warning) in [
      (request.picture, Self.name(ofPicture: request.target), "image_no_picture"),
      (request.screenshot, "screenshot", "screenshot_no_picture"),
    ] {
      guard let bytes else { continue }
      if let file = try await picture(bytes, name, workspace, &keys) {
        files.append(file)
      } else {
        warnings.append(warning)
      }
    }
    let write = CaptureWrite(
      request: request, reading: reading, input: input, addresses: addresses, saved: saved,
      readable: readable, files: files, warnings: warnings, writer: writer)
    let held = keys
    if let saved {
      let before = try await article(of: saved)
      let changes = CaptureChanges(request, reading, saved: saved, before: before)
      return .done(
        result: nil,
        effects: { session in
          try await ObjectLock.hold(held, in: session)
          try await write.add(changes, to: saved, in: session)
        })
    }
    let draft = task.make()
    return .done(
      result: nil,
      effects: { session in
        try await ObjectLock.hold(held, in: session)
        try await write.create(draft, in: session)
      })
  }

  private func article(of saved: SavedPage) async throws -> String? {
    guard let key = saved.readableKey.flatMap({ ObjectKey($0) }),
      let bytes = try? await store.get(key, limit: CaptureLimits.readableBytes)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name of a picture's file by its address, without its ending.
  private static func name(ofPicture address: String?) -> String {
    let path = address.flatMap { WebAddress($0) }?.path ?? ""
    let last = path.split(separator: "/").last.map { PercentEncoding.decode($0) }
    let name = AttachmentName.clean(last ?? "image")
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Stores a picture under that name and the ending of what its bytes are; nil where they are none.
  private func picture(
    _ bytes: [UInt8], _ name: String, _ workspace: UUID, _ keys: inout [ObjectKey]
  ) async throws -> TaskAttachment? {
    // A picture that ends the child that looks at it is no picture.
    let type = try? await sandbox.fileType(bytes)
    let endings = [
      "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif",
      "image/avif": "avif",
    ]
    guard let type, let ending = endings[type] else { return nil }
    let key = ObjectKey(.blob, of: bytes, workspace: workspace)
    try await store.put(bytes, at: key)
    keys.append(key)
    return TaskAttachment(
      fileName: "\(name).\(ending)", mediaType: type, byteCount: Int64(bytes.count),
      bucket: store.bucket, key: key.description, storageProvider: store.provider)
  }
}
