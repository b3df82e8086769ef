public import FoundationEssentials
public import Shared

/// Looks at the calendar again when a move is accepted: time that an event has taken since is
/// refused, with the event's times.
public struct PlanCheck: ProposalCheck {
  private let options: RecurrenceOptions

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

  /// Throws `rule` with the task where a new block meets a taken time; notes how often tasks move.
  public func check(
    kind: String, moved: Set<UUID>, as actor: Actor, in session: any PostgresSession
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
    guard let first = blocks.compactMap(\.during.lower).min(),
      let last = blocks.compactMap(\.during.upper).max()
    else { return }
    try await CalendarStore.hold(for: actor, in: session)
    let known = try await PreferenceStore.read(for: actor, in: session)
    let rules = BusyRules(
      preferences: known.preferences, addresses: Set([known.email].compactMap(\.self)))
    let busy = CalendarBusyTimes.times(
      of: try await CalendarStore.bodies(for: actor, in: session),
      in: InstantRange(lower: first, upper: last), zone: known.zone, rules: rules,
      options: options)
    for block in blocks {
      guard busy.contains(where: { $0.range.overlaps(block.during) }) else { continue }
      throw TaskError(
        .rule, entity: "task", id: block.task, field: "calendar",
        "an event of the calendar has taken the planned time")
    }
    try await session.execute(
      SnapshotStatements.noteMoves, [Array(moved), actor.workspace, actor.user])
  }
}
