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
    let known = try await PreferenceStore.read(for: actor, in: session)
    if let taken = try await taken(blocks, known, as: actor, in: session) {
      throw TaskError(
        .rule, entity: "task", id: taken, field: "calendar",
        "an event of the calendar has taken the planned time")
    }
    let left = former.filter { task in
      task.value.contains { $0.upper.map { $0 > known.now } ?? true }
    }
    try await session.execute(
      SnapshotStatements.noteMoves,
      [Array(moved), actor.workspace, actor.user, Array(left.keys)])
  }

  /// The task whose block an event has taken, nil for none. Events that are being stored are waited
  /// for; they are expanded off Swift's own threads, within the bounds of a ``BusyBudget``.
  private func taken(
    _ blocks: [(task: UUID, during: InstantRange)], _ known: PreferenceStore.Known,
    as actor: Actor, in session: any PostgresSession
  ) async throws -> UUID? {
    guard let first = blocks.compactMap(\.during.lower).min(),
      let last = blocks.compactMap(\.during.upper).max()
    else { return nil }
    try await CalendarStore.hold(for: actor, in: session)
    let bodies = try await CalendarStore.bodies(for: actor, in: session)
    let rules = BusyRules(
      preferences: known.preferences, addresses: Set([known.email].compactMap(\.self)))
    let options = options
    let busy = await BlockingExecutor.shared.run {
      CalendarBusyTimes.times(
        of: bodies, in: InstantRange(lower: first, upper: last), zone: known.zone, rules: rules,
        options: options)
    }
    return blocks.first { block in
      busy.contains { $0.range.overlaps(block.during) }
    }?.task
  }
}
