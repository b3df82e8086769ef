import FoundationEssentials
public import Shared

/// Plans one person's coming weeks at night and proposes what is to change.
public struct PlanNight: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "plan.night", queue: "default", priority: 3, maxAttempts: 5, timeout: .seconds(120),
    uniqueScope: .whileWaiting)

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let pool: PostgresPool
  private let options: RecurrenceOptions
  private let estimates: (any NeighbourEstimates)?

  /// A handler that reads from that pool, under the operator's settings; `estimates` says how long
  /// tasks without an estimate take.
  public init(
    pool: PostgresPool, settings: Settings, estimates: (any NeighbourEstimates)? = nil
  ) {
    self.pool = pool
    self.estimates = estimates
    options = RecurrenceOptions(settings: settings)
  }

  /// The job for one person now.
  public static func request(for actor: Actor) -> JobRequest {
    JobRequest(
      kind, args: ["user_id": .string(actor.user.uuidString.lowercased())],
      workspace: actor.workspace, uniqueKey: actor.user.uuidString.lowercased())
  }

  /// Learns, reads one consistent snapshot and plans it; the proposal is stored with the end of the
  /// job, in the place of the one before.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    guard let workspace = job.workspace,
      let user = job.args["user_id"]?.stringValue.flatMap({ UUID(uuidString: $0) })
    else { return .discard(JobFailure("bad_arguments", "no user is named", isFinal: true)) }
    let actor = Actor(user: user, workspace: workspace)
    let night: NightPlan
    do {
      try await Planning.learn(for: actor, pool: pool)
      night = try await Planning.plan(
        for: actor, pool: pool, options: options, estimates: estimates)
    } catch let error as TaskError where error.code == .notFound || error.code == .inactiveUser {
      return .cancel(reason: "the user may no longer act in the workspace")
    }
    let proposal = PlanProposal.make(night)
    return .done(
      result: [
        "suggestions": .int(Int64(night.groups.reduce(0) { $0 + $1.count })),
        "tasks": .int(Int64(night.plan.planned.count)),
        "iterations": .int(Int64(night.result.iterations)),
      ],
      effects: { session in
        try await ProposalStore.withdraw(kind: PlanProposal.kind, for: actor, in: session)
        if let proposal { try await ProposalStore.store(proposal, for: actor, in: session) }
      })
  }
}
