public import Shared

/// What the grammar knows about the person who types a line.
public struct LineContext: Sendable {
  /// The wall time where the person is.
  public var now: CivilDateTime
  /// The zone of the person.
  public var zone: Zone
  /// The language of the user's settings, `en`, `de`, …; nil to detect it.
  public var language: String?
  /// The choices on which people differ.
  public var policy: LinePolicy
  /// Names of the projects the user may add to, the nested ones as `Work/Tax`.
  public var projects: [String] = []
  /// Names of the workspace's tags.
  public var tags: [String] = []

  /// A context of that wall time in that zone.
  public init(
    now: CivilDateTime, zone: Zone, language: String? = "en", policy: LinePolicy = LinePolicy()
  ) {
    self.now = now
    self.zone = zone
    self.language = language
    self.policy = policy
  }
}
