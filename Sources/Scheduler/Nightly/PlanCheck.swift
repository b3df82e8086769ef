public import FoundationEssentials
public import Shared

/// Looks at the calendar again when a move is accepted: time that an event has taken since is
/// refused, with the event's times.
public struct PlanCheck: ProposalCheck {
  private let options: RecurrenceOptions
  /// The taken times of the acceptance that it was prepared for.
  private var busy: [BusyTime] = []

  /// A check under the operator's settings.
  public init(settings: Settings) {
    options = RecurrenceOptions(settings: settings)
  }

  private static let blocksSQL = SQL(
    "read_accepted_blocks",
    """
    select b.task_id, b.during from pipeline.planned_blocks b
    where b.task_id = any($1) and b.workspace_id = $2 and b.user_id = $3 and b.state = 'planned'
    """)

  /// Reads the taken times around all moves of the proposal. Events that are being stored are waited
  /// for, and none is stored until the acceptance has ended; they are expanded off Swift's own
  /// threads, within the bounds of a ``BusyBudget``.
  public func prepared(
    for proposal: Proposal, as actor: Actor, in session: any PostgresSession
  ) async throws -> any ProposalCheck {
    guard proposal.kind == PlanProposal.kind else { return self }
    let blocks = proposal.groups.flatMap(\.items).flatMap { item -> [InstantRange] in
      if case .move(_, let blocks) = item.change { blocks } else { [] }
    }
    guard let first = blocks.compactMap(\.lower).min(), let last = blocks.compactMap(\.upper).max()
    else { return self }
    try await CalendarStore.hold(for: actor, in: session)
    let known = try await PreferenceStore.read(for: actor, in: session)
    let bodies = try await CalendarStore.bodies(for: actor, in: session)
    let rules = BusyRules(
      preferences: known.preferences, addresses: Set([known.email].compactMap(\.self)))
    let options = options
    var copy = self
    copy.busy = await BlockingExecutor.shared.run {
      CalendarBusyTimes.times(
        of: bodies, in: InstantRange(lower: first, upper: last), zone: known.zone, rules: rules,
        options: options)
    }
    return copy
  }

  /// Throws `rule` with the task where a new block meets a taken time; notes how often tasks move.
  public func check(
    kind: String, moved: Set<UUID>, former: [UUID: [InstantRange]], as actor: Actor,
    in session: any PostgresSession
  ) async throws {
    guard kind == PlanProposal.kind, !moved.isEmpty else { return }
    let rows = try await session.query(
      Self.blocksSQL, [Array(moved), actor.workspace, actor.user])
    let blocks = try rows.map {
      (
        task: try $0.get("task_id", as: UUID.self),
        during: try $0.get("during", as: InstantRange.self)
      )
    }
    let taken = blocks.first { block in busy.contains { $0.range.overlaps(block.during) } }
    if let taken {
      throw TaskError(
        .rule, entity: "task", id: taken.task, field: "calendar",
        "an event of the calendar has taken the planned time")
    }
    let now = try await session.queryRow(Self.nowSQL)?.get("now", as: Instant.self)
    let left = former.filter { task in
      task.value.contains { block in
        guard let now, let upper = block.upper else { return true }
        return upper > now
      }
    }
    try await session.execute(
      SnapshotStatements.noteMoves,
      [Array(moved), actor.workspace, actor.user, Array(left.keys)])
  }

  private static let nowSQL = SQL("acceptance_time", "select now() as now")
}
