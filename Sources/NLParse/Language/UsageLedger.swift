public import FoundationEssentials
public import Shared
import Synchronization

/// Counts what each workspace uses of language models in a day (UTC), and says when it is enough.
///
/// Calls under way count with what they may use. Each process knows its own; where several share a
/// database, a budget may be overdrawn by what the others have under way.
public final class UsageLedger: Sendable {
  /// The kind under which a budget for everything together stands.
  public static let everything = "*"
  /// The workspace under which the budgets stand that hold where a workspace has none of its own.
  public static let allWorkspaces = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  private let pool: PostgresPool
  private let dailyTokens: Int64
  private let prices: [String: ModelPrice]
  private let underWay = Mutex<[UUID: Int]>([:])

  /// A ledger; `dailyTokens` is what a workspace may use where no budget says otherwise.
  public init(pool: PostgresPool, dailyTokens: Int, prices: [ModelPrice]) {
    self.pool = pool
    self.dailyTokens = Int64(dailyTokens)
    self.prices = Dictionary(prices.map { ($0.model, $0) }, uniquingKeysWith: { $1 })
  }

  private static let budgetSQL = SQL(
    "read_usage_budget",
    """
    with own as (
      select distinct on (b.kind) b.kind, b.daily_calls, b.daily_tokens, b.daily_cost_micros
      from pipeline.usage_budgets b
      where b.workspace_id in ($1, $3) and b.kind in ('*', $2)
      order by b.kind, (b.workspace_id = $1) desc),
    limits as (
      select * from own
      union all select '*', null, $4::bigint, null where not exists (
        select from own where kind = '*'))
    select l.daily_calls, l.daily_tokens, l.daily_cost_micros, u.calls, u.tokens, u.cost
    from limits l cross join lateral (
      select coalesce(sum(u.calls), 0)::bigint as calls,
        coalesce(sum(u.input_tokens + u.output_tokens), 0)::bigint as tokens,
        coalesce(sum(u.cost_micros), 0)::bigint as cost
      from pipeline.usage u
      where u.workspace_id = $1 and u.day = (now() at time zone 'UTC')::date
        and (l.kind = '*' or u.kind = l.kind)) u
    """)

  /// Holds tokens back for a call.
  ///
  /// - Throws: `ModelRefusal.budget` where less is left; `.failed` where the database does not say.
  func reserve(
    _ tokens: Int, workspace: UUID, kind: String, model: String
  ) async throws(ModelRefusal) -> UsageReservation {
    let rows: PostgresResult
    do {
      rows = try await pool.query(
        Self.budgetSQL, [workspace, kind, Self.allWorkspaces, dailyTokens])
    } catch {
      throw .failed
    }
    let isGranted = underWay.withLock { underWay in
      let held = Int64(underWay[workspace, default: 0] + tokens)
      for row in rows {
        guard let fits = try? Self.fits(row, held), fits else { return false }
      }
      underWay[workspace, default: 0] += tokens
      return true
    }
    guard isGranted else { throw .budget }
    return UsageReservation(workspace: workspace, kind: kind, model: model, tokens: tokens)
  }

  private static func fits(_ row: PostgresRow, _ held: Int64) throws -> Bool {
    if let most = try row.get(0, as: Int64?.self), try row.get(3, as: Int64.self) >= most {
      return false
    }
    if let most = try row.get(1, as: Int64?.self), try row.get(4, as: Int64.self) + held > most {
      return false
    }
    if let most = try row.get(2, as: Int64?.self), try row.get(5, as: Int64.self) >= most {
      return false
    }
    return true
  }

  private static let recordSQL = SQL(
    "record_usage",
    """
    insert into pipeline.usage (workspace_id, day, kind, model, calls, input_tokens, output_tokens,
      cost_micros, failures)
    values ($1, (now() at time zone 'UTC')::date, $2, $3, $4, $5, $6, $7, $8)
    on conflict (workspace_id, day, kind, model) do update set
      calls = usage.calls + excluded.calls,
      input_tokens = usage.input_tokens + excluded.input_tokens,
      output_tokens = usage.output_tokens + excluded.output_tokens,
      cost_micros = usage.cost_micros + excluded.cost_micros,
      failures = usage.failures + excluded.failures
    """)

  /// Writes down what a call used, and lets go of what was held back.
  func settle(
    _ reservation: UsageReservation, usage: ModelUsage, calls: Int, failed: Bool
  ) async {
    let input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
    let cost = prices[reservation.model]?.micros(usage) ?? 0
    _ = try? await pool.execute(
      Self.recordSQL,
      [
        reservation.workspace, reservation.kind, reservation.model, Int64(calls), Int64(input),
        Int64(usage.outputTokens), cost, Int64(failed ? 1 : 0),
      ])
    underWay.withLock { underWay in
      let left = underWay[reservation.workspace, default: 0] - reservation.tokens
      underWay[reservation.workspace] = left > 0 ? left : nil
    }
  }
}
