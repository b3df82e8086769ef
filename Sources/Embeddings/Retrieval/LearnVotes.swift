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
  private let peopleAtOnce: Int

  /// A handler that guesses with that retriever, for so many people a step.
  public init(_ retriever: Retriever, peopleAtOnce: Int = EmbeddingLimits.learnersAtOnce) {
    self.retriever = retriever
    self.peopleAtOnce = peopleAtOnce
  }

  private static let peopleSQL = SQL(
    "vote_people",
    """
    select t.workspace_id, t.created_by from public.tasks t
    left join pipeline.vote_weights w
      on w.workspace_id = t.workspace_id and w.user_id = t.created_by
    where t.deleted_at is null and t.created_at > coalesce(w.learned_at, '-infinity')
    group by 1, 2, w.learned_at having count(*) >= 5
    order by w.learned_at nulls first, 1, 2 limit $1
    """)

  /// Learns for everybody with new tasks, those first who have waited longest. Whoever was looked at
  /// is noted, whatever came of it, and looked at again after further tasks.
  public func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    let pool = retriever.pool
    guard try await DriftScan(pool: pool).hasTasks() else { return .done() }
    var learned = 0
    var failed = 0
    let end = SteadyTime.now.advanced(by: .seconds(EmbeddingLimits.learnMinutes * 60))
    while end.remainingNanoseconds > 0 {
      let rows = try await pool.query(Self.peopleSQL, [peopleAtOnce])
      for row in rows {
        let actor = Actor(
          user: try row.get("created_by", as: UUID.self),
          workspace: try row.get("workspace_id", as: UUID.self))
        do {
          if let result = try await VoteReplay(retriever: retriever).learn(actor) {
            try await VoteStore.keep(result.weights, of: actor, tasks: result.tasks, in: pool)
            learned += 1
          } else {
            try await VoteStore.note(actor, in: pool)
          }
        } catch {
          try Task.checkCancellation()
          failed += 1
          context.logger.warning(
            "nothing was learned of a person's tasks",
            ["error": .string(JobFailure(error).description)])
          try await VoteStore.note(actor, in: pool)
        }
      }
      if rows.count < peopleAtOnce { break }
    }
    return .done(
      result: .members(["people": .int(Int64(learned)), "failed": .int(Int64(failed))]))
  }
}
