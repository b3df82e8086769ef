public import FoundationEssentials
public import Shared

/// Breaks a task down as a job: steps appear as progress, the result is a proposal.
public struct BreakdownJob: JobHandler {
  /// The kind of these jobs.
  public static let kind = JobKind(
    "breakdown.make", priority: 1, maxAttempts: 3,
    timeout: .seconds(LanguageLimits.breakdownSeconds + 60), uniqueScope: .whileUnfinished,
    backoff: JobBackoff(base: .seconds(2), limit: .seconds(30)))

  private let maker: BreakdownMaker
  private let pool: PostgresPool

  /// A handler on those parts.
  public init(maker: BreakdownMaker, pool: PostgresPool) {
    self.maker = maker
    self.pool = pool
  }

  /// What it does.
  public var kind: JobKind { Self.kind }

  /// A request to break a task down for someone; `isOffered` where nobody asked.
  public static func request(
    _ task: UUID, _ options: BreakdownOptions, as actor: Actor, isOffered: Bool = false,
    trace: String? = nil
  ) -> JobRequest {
    JobRequest(
      kind,
      args: [
        "task": .string(task.uuidString.lowercased()),
        "user": .string(actor.user.uuidString.lowercased()), "options": options.json,
        "offered": .bool(isOffered),
      ], workspace: actor.workspace,
      uniqueKey: "\(task.uuidString.lowercased()):\(actor.user.uuidString.lowercased())",
      trace: trace)
  }

  private static let offeredSQL = SQL(
    "breakdown_offered",
    """
    select exists (select from pipeline.proposals
      where workspace_id = $1 and task_id = $2 and kind = 'breakdown')
      or exists (select from public.tasks where parent_task_id = $2 and workspace_id = $1
        and deleted_at is null) as is_pointless
    """)

  /// Makes the breakdown; older open ones of the task are taken back as it is stored.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace,
      let task = job.args["task"]?.stringValue.flatMap({ UUID(uuidString: $0) }),
      let user = job.args["user"]?.stringValue.flatMap({ UUID(uuidString: $0) })
    else { return .discard(JobFailure("malformed_arguments", isFinal: true)) }
    let actor = Actor(user: user, workspace: workspace)
    let isOffered = job.args["offered"] == true
    if isOffered {
      let row = try await pool.queryRow(Self.offeredSQL, [workspace, task])
      if try row?.get(0, as: Bool.self) ?? false {
        return .cancel(reason: "a breakdown is there already")
      }
    }
    context.report(JobProgress(phase: "reading"))
    let options = BreakdownOptions(json: job.args["options"] ?? .object([:]))
    let result: BreakdownMaker.Result
    do {
      result = try await maker.make(task, options, as: actor) { number, title in
        context.report(
          JobProgress(
            fraction: min(0.95, Double(number) / Double(options.count)), phase: "writing",
            message: title))
      }
    } catch let error as TaskError where error.code == .notFound || error.code == .forbidden {
      return .cancel(reason: "the task is not there any more")
    }
    var summary = result.breakdown.json.objectValue ?? [:]
    guard let proposal = result.proposal else {
      return .done(result: .object(summary))
    }
    summary["proposal_id"] = .string(proposal.id.uuidString.lowercased())
    return .done(result: .object(summary)) { session in
      try await Self.store(proposal, as: actor, in: session)
    }
  }

  /// Stores the proposal in place of older open ones of the task.
  public static func store(
    _ proposal: Proposal, as actor: Actor, in session: any PostgresSession
  ) async throws {
    try await ProposalStore.withdraw(
      kind: BreakdownProposal.kind, task: proposal.task, for: actor, in: session)
    try await ProposalStore.store(proposal, for: actor, in: session)
  }
}
