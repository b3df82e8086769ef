public import FoundationEssentials
public import Shared

/// The weeks of a person as they stand, with what the open proposal suggests: the ground of the
/// picture.
public struct PlanWeek: Sendable {
  /// A suggestion that the person decides.
  public struct Choice: Sendable {
    /// The group of the proposal.
    public var group: UUID
    /// What it does.
    public var title: String
    /// Its moves: the item, the task's title, where it is to stand, and why.
    public var moves: [(item: UUID, title: String, blocks: [InstantRange], reasons: [String])]
  }

  /// Something with a time in the weeks.
  public struct Entry: Sendable {
    /// `event`, `kept`, `new`, `moved` or `old`.
    public var kind: String
    /// When.
    public var range: InstantRange
    /// What it is called.
    public var title: String
    /// Why, for what is suggested.
    public var reason: String?
  }

  /// One local day.
  public struct Day: Sendable {
    /// Its date.
    public var date: CivilDate
    /// Its zone.
    public var zone: Zone
    /// Its beginning and its end.
    public var range: InstantRange
    /// What lies in it, by time.
    public var entries: [Entry]
  }

  /// The days, from today on.
  public let days: [Day]
  /// The open proposal; nil where there is none.
  public let proposal: UUID?
  /// Its open suggestions.
  public let choices: [Choice]
  /// What it says of the whole.
  public let reasons: [String]

  /// Reads the weeks; nothing is planned and nothing is written.
  public static func read(
    for actor: Actor, days count: Int = 7, settings: Settings, pool: PostgresPool
  ) async throws -> PlanWeek {
    let options = RecurrenceOptions(settings: settings)
    let snapshot = try await PlanSnapshot.read(for: actor, options: options, pool: pool)
    let open = try await ProposalStore.list(
      state: .open, kind: PlanProposal.kind, limit: 1, as: actor, in: pool)
    var proposal: Proposal?
    if let id = open.first?["id"]?.stringValue.flatMap({ UUID(uuidString: $0) }) {
      proposal = try await ProposalStore.proposal(id, as: actor, in: pool)
    }
    return PlanWeek(snapshot, proposal, days: count)
  }

  private init(_ snapshot: PlanSnapshot, _ proposal: Proposal?, days count: Int) {
    let known = snapshot.known
    let today = known.zone.date(at: known.now)
    let titles = Dictionary(
      snapshot.tasks.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    self.proposal = proposal?.id
    reasons = proposal?.reasons.map(\.text) ?? []
    choices = (proposal?.groups ?? []).filter { $0.state == .open }.map { group in
      Choice(group: group.id, title: group.title, moves: Self.moves(group, titles))
    }
    var entries = snapshot.busy.map {
      Entry(kind: "event", range: $0.range, title: $0.title ?? "busy", reason: nil)
    }
    var moving: [UUID: String] = [:]
    for group in proposal?.groups ?? [] where group.state == .open {
      for item in group.items {
        guard case .move(let task, let blocks) = item.change else { continue }
        let reason = item.reasons.first?.text
        moving[task] = reason ?? ""
        let hadPlace = snapshot.tasks.first { $0.id == task }.map { !$0.blocks.isEmpty } ?? false
        entries += blocks.map {
          Entry(
            kind: hadPlace ? "moved" : "new", range: $0, title: titles[task] ?? group.title,
            reason: reason)
        }
      }
    }
    for task in snapshot.tasks {
      entries += task.blocks.map {
        Entry(
          kind: moving[task.id] == nil ? "kept" : "old", range: $0, title: task.title,
          reason: moving[task.id])
      }
    }
    entries.sort {
      ($0.range.lower?.microseconds ?? 0, $0.title) < ($1.range.lower?.microseconds ?? 0, $1.title)
    }
    let grid = SlotGrid(from: today, days: max(1, count)) { known.zone(on: $0) }
    days = grid.dates.indices.map { index in
      let range = grid.range(of: grid.dayStarts[index]..<grid.dayStarts[index + 1])
      return Day(
        date: grid.dates[index], zone: grid.zones[index], range: range,
        entries: entries.filter { $0.range.overlaps(range) })
    }
  }

  private static func moves(
    _ group: ProposalGroup, _ titles: [UUID: String]
  ) -> [(item: UUID, title: String, blocks: [InstantRange], reasons: [String])] {
    group.items.compactMap { item in
      guard case .move(let task, let blocks) = item.change else { return nil }
      return (item.id, titles[task] ?? "", blocks, item.reasons.map(\.text))
    }
  }
}
