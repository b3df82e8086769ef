import FoundationEssentials

/// A filter in the numbers of one shelf.
struct RowFilter {
  private let projects: [Bool]?
  private let admitsNone: Bool
  private let statuses: [Bool]?
  private let excluded: Set<UUID>

  /// The filter, with projects and statuses that the shelf does not know left out.
  init(_ filter: IndexFilter, projects: [UUID: Int32], statuses: [String: Int16]) {
    self.projects = filter.projects.map { wanted in
      var admitted = [Bool](repeating: false, count: projects.count)
      for id in wanted.ids { if let number = projects[id] { admitted[Int(number)] = true } }
      return admitted
    }
    admitsNone = filter.projects?.includesNone ?? true
    self.statuses = filter.statuses.map { wanted in
      var admitted = [Bool](repeating: false, count: statuses.count)
      for status in wanted {
        if let number = statuses[status] { admitted[Int(number)] = true }
      }
      return admitted
    }
    excluded = filter.excluded
  }

  /// True where a row of that task, project and status counts.
  @inline(__always)
  func admits(_ task: UUID, _ project: Int32, _ status: Int16) -> Bool {
    if project < 0 {
      guard admitsNone else { return false }
    } else if let projects, !projects[Int(project)] {
      return false
    }
    if let statuses, !statuses[Int(status)] { return false }
    return excluded.isEmpty || !excluded.contains(task)
  }
}
