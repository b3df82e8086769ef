public import FoundationEssentials
public import Shared

/// What a workspace used, and what it may use: for `fractal usage`.
public enum UsageReport {
  /// What was used on one day for one kind by one model.
  public struct Line: Hashable, Sendable {
    /// The day (UTC).
    public let day: CivilDate
    /// The prompt's name.
    public let kind: String
    /// The model's id.
    public let model: String
    /// Calls that were answered.
    public let calls: Int64
    /// Questions that came to nothing.
    public let failures: Int64
    /// Tokens read.
    public let inputTokens: Int64
    /// Tokens written.
    public let outputTokens: Int64
    /// Millionths of a US dollar, 0 where no price is configured.
    public let costMicros: Int64
  }

  private static let readSQL = SQL(
    "report_usage",
    """
    select day, kind, model, calls, failures, input_tokens, output_tokens, cost_micros
    from pipeline.usage
    where workspace_id = $1 and day > (now() at time zone 'UTC')::date - $2::int
    order by day desc, kind, model
    """)

  /// The lines of the last days, the latest first.
  public static func lines(
    workspace: UUID, days: Int, in session: any PostgresSession
  ) async throws -> [Line] {
    try await session.query(readSQL, [workspace, Int32(clamping: days)]).map { row in
      Line(
        day: try row.get(0, as: CivilDate.self), kind: try row.get(1, as: String.self),
        model: try row.get(2, as: String.self), calls: try row.get(3, as: Int64.self),
        failures: try row.get(4, as: Int64.self), inputTokens: try row.get(5, as: Int64.self),
        outputTokens: try row.get(6, as: Int64.self), costMicros: try row.get(7, as: Int64.self))
    }
  }

  private static let budgetSQL = SQL(
    "set_usage_budget",
    """
    insert into pipeline.usage_budgets (workspace_id, kind, daily_calls, daily_tokens,
      daily_cost_micros)
    values ($1, $2, $3, $4, $5)
    on conflict (workspace_id, kind) do update set daily_calls = excluded.daily_calls,
      daily_tokens = excluded.daily_tokens, daily_cost_micros = excluded.daily_cost_micros
    """)

  /// Sets what a workspace, or with ``UsageLedger/allWorkspaces`` each without a budget of its own,
  /// may use in a day; nil for no limit of that sort.
  public static func setBudget(
    workspace: UUID, kind: String = UsageLedger.everything, calls: Int64? = nil, tokens: Int64?,
    costMicros: Int64?, in session: any PostgresSession
  ) async throws {
    _ = try await session.execute(budgetSQL, [workspace, kind, calls, tokens, costMicros])
  }
}
