import FoundationEssentials
public import Shared

/// Learns each night how the projects of those who have made tasks are best guessed.
public struct LearnVotes: JobHandler {
  /// The kind of job.
  public static let kind = JobKind(
    "search.learn", maxAttempts: 3, timeout: .seconds(2 * 3_600), uniqueScope: .whileUnfinished)

  /// The kind of job.
  public var kind: JobKind { Self.kind }

  private let retriever: Retriever

  /// A handler that guesses with that retriever.
  public init(_ retriever: Retriever) {
    self.retriever = retriever
  }

  private static let peopleSQL = SQL(
    "vote_people",
    """
    select t.workspace_id, t.created_by from public.tasks t
    left join pipeline.vote_weights w
      on w.workspace_id = t.workspace_id and w.user_id = t.created_by
    where t.deleted_at is null and t.created_at > coalesce(w.learned_at, '-infinity')
    group by 1, 2 having count(*) >= 5 order by 1, 2 limit 500
    """)

  /// Learns for everybody with new tasks.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    let pool = retriever.pool
    guard try await DriftScan(pool: pool).hasTasks() else { return .done() }
    var learned = 0
    for row in try await pool.query(Self.peopleSQL) {
      let actor = Actor(
        user: try row.get("created_by", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self))
      guard let result = try await VoteReplay(retriever: retriever).learn(actor) else { continue }
      try await VoteStore.keep(result.weights, of: actor, tasks: result.tasks, in: pool)
      learned += 1
    }
    return .done(result: .members(["people": .int(Int64(learned))]))
  }
}
