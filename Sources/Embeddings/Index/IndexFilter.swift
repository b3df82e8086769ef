public import FoundationEssentials

/// What a hit has to be; everything is allowed where nothing is said.
public struct IndexFilter: Hashable, Sendable {
  /// Which projects count.
  public struct Projects: Hashable, Sendable {
    /// Tasks of these count.
    public var ids: Set<UUID>
    /// Whether tasks without a project count too.
    public var includesNone: Bool

    /// Those projects.
    public init(_ ids: Set<UUID>, includesNone: Bool = false) {
      self.ids = ids
      self.includesNone = includesNone
    }
  }

  /// Only tasks of these projects; nil for all.
  public var projects: Projects?
  /// Only tasks of these statuses; nil for all.
  public var statuses: Set<String>?
  /// Never these tasks; at most a few.
  public var excluded: Set<UUID>

  /// A filter of those conditions.
  public init(
    projects: Projects? = nil, statuses: Set<String>? = nil, excluded: Set<UUID> = []
  ) {
    self.projects = projects
    self.statuses = statuses
    self.excluded = excluded
  }

  /// Everything counts.
  public static let all = IndexFilter()
}
