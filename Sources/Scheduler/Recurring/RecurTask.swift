public import FoundationEssentials
public import Shared

/// Writes the next occurrence of a recurring task that was completed.
///
/// The app enqueues `tasks.recur` with `{"task_id": …}` (and `user_id`, who completed it), or the
/// trigger's changes lead to it. The next row is written once however often the job runs: the
/// completed row is locked, and a series has each number once.
public struct RecurTask: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "tasks.recur", queue: "default", maxAttempts: 8, uniqueScope: .whileWaiting)

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let writer: TaskWriter
  private let finest: RecurrenceFrequency
  private let missed: RecurringSeries.MissedPolicy

  /// A handler that writes through that writer, under the operator's settings.
  public init(settings: Settings, writer: TaskWriter = TaskWriter()) {
    self.writer = writer
    finest = RecurrenceOptions(settings: settings).finest
    missed = .init(rawValue: settings[Settings.recurrenceMissed]) ?? .each
  }

  /// The job for one completed task.
  public static func request(
    task: UUID, workspace: UUID, user: UUID? = nil
  ) -> JobRequest {
    var args: JSONObject = ["task_id": .string(task.uuidString.lowercased())]
    args["user_id"] = user.map { .string($0.uuidString.lowercased()) }
    return JobRequest(
      kind, args: .object(args), workspace: workspace, uniqueKey: task.uuidString.lowercased())
  }

  /// Checks the arguments; everything else happens in the transaction that ends the job.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace,
      let task = job.args["task_id"]?.stringValue.flatMap({ UUID(uuidString: $0) })
    else {
      return .discard(JobFailure("bad_arguments", "no task is named", isFinal: true))
    }
    let user = job.args["user_id"]?.stringValue.flatMap { UUID(uuidString: $0) }
    return .done(
      result: nil,
      effects: { session in
        try await next(of: task, workspace: workspace, completedBy: user, in: session)
      })
  }

  private static let knownSQL = SQL(
    "find_next_occurrence",
    """
    select exists (select from pipeline.task_facts f
      where f.series_id = $1 and f.workspace_id = $2
        and greatest(f.occurrence, f.next_occurrence) > $3) as known,
      exists (select from pipeline.provenance p where p.task_id = $4 and p.workspace_id = $2
        and p.field = 'start_date' and p.kind = 'plan') as planned
    """)

  /// Names the series on its first row, which was made before it was one, and notes on any row which
  /// number it has led to. It is our own table, so the app's version stays.
  private static let nameSQL = SQL(
    "name_series",
    """
    insert into pipeline.task_facts as f (task_id, workspace_id, series_id, occurrence, series_start,
      next_occurrence)
    values ($1, $2, $3, $4, $5::text::timestamp, $6)
    on conflict (task_id) do update set series_id = coalesce(f.series_id, excluded.series_id),
      occurrence = coalesce(f.occurrence, excluded.occurrence),
      series_start = coalesce(f.series_start, excluded.series_start),
      next_occurrence = excluded.next_occurrence, updated_at = now()
    """)

  /// Writes the next occurrence, or nothing where there is one already or the series has ended.
  ///
  /// Throws `JobFailure` where the rule or zone cannot be read, or no end of the series was found.
  func next(
    of id: UUID, workspace: UUID, completedBy user: UUID?, in session: any PostgresSession
  ) async throws {
    guard
      let task = try await RecurringTask.lock(
        id, workspace: workspace, completedBy: user, finest: finest, in: session),
      let row = try await session.queryRow(
        Self.knownSQL, [task.series, workspace, Int32(clamping: task.position.number), id]),
      !(try row.get("known", as: Bool.self))
    else { return }
    guard let step = try step(after: task), let actor = try await actor(for: task, in: session)
    else { return }
    try await session.execute(
      Self.nameSQL,
      [
        id, workspace, task.series, Int32(clamping: task.position.number),
        task.position.start.description, Int32(clamping: step.number),
      ])
    let template = try await TaskReader.template(of: id, as: actor, in: session)
    let draft = task.next(
      step, from: template, isPlanned: try row.get("planned", as: Bool.self))
    _ = try await writer.write(draft, as: actor, in: session)
  }

  /// The next occurrence; nil where the series has ended. Throws `JobFailure` where that cannot be
  /// told, so that no series ends unseen.
  private func step(after task: RecurringTask) throws -> RecurringSeries.Step? {
    let next =
      switch task.repeatFrom {
      case .schedule:
        task.position.nextBySchedule(completedAt: task.completedAt, missed: missed)
      case .completion: task.position.nextByCompletion(at: task.completedAt)
      }
    switch next {
    case .step(let step): return step
    case .ended: return nil
    case .notFound:
      throw JobFailure(
        "occurrence_not_found", "the next occurrence was not found within the limits",
        isFinal: true)
    }
  }

  /// The first of those concerned who may write there; nil where nobody may any more.
  private func actor(
    for task: RecurringTask, in session: any PostgresSession
  ) async throws -> Actor? {
    for user in task.actors {
      let actor = Actor(user: user, workspace: task.workspace)
      do {
        try await Permissions.require(
          .edit, of: task.project.map { [$0] } ?? [], as: actor, in: session)
        return actor
      } catch is TaskError {
        continue
      }
    }
    return nil
  }
}
