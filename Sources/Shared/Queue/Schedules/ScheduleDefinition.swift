public import FoundationEssentials

/// A schedule as somebody sets it.
public struct ScheduleDefinition: Hashable, Sendable {
  /// What becomes of times that passed while no worker ran, or while they could not fire.
  public enum MissedRuns: String, Sendable, CaseIterable {
    /// They are left out.
    case skip
    /// They are made up for by one job, for the latest of them.
    case once
    /// Each gets its job, oldest first.
    case all
  }

  /// The name, unique in the database; setting it again changes the schedule.
  public var name: String
  /// The kind of the jobs it makes.
  public var kind: String
  /// When it happens, as ``Timetable`` reads it.
  public var expression: String
  /// The IANA name of the zone whose wall clock counts.
  public var zone: String
  /// The arguments of the jobs; `scheduled_for` is added to them.
  public var args: JSONValue
  /// The workspace the jobs work for.
  public var workspace: UUID?
  /// The user whose schedule it is.
  public var user: UUID?
  /// The queue of the jobs; nil: the kind's.
  public var queue: String?
  /// What happens when clocks change.
  public var clockChange: ClockChangePolicy
  /// What becomes of missed times.
  public var missedRuns: MissedRuns

  /// A schedule with the usual policies.
  public init(
    name: String, kind: String, expression: String, zone: String = "UTC",
    args: JSONValue = .object([:]), workspace: UUID? = nil, user: UUID? = nil,
    queue: String? = nil, clockChange: ClockChangePolicy = ClockChangePolicy(),
    missedRuns: MissedRuns = .once
  ) {
    self.name = name
    self.kind = kind
    self.expression = expression
    self.zone = zone
    self.args = args
    self.workspace = workspace
    self.user = user
    self.queue = queue
    self.clockChange = clockChange
    self.missedRuns = missedRuns
  }
}
