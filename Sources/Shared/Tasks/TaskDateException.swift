import FoundationEssentials

/// What holds for one date of a recurring task (`task_recurrence_exceptions`).
public struct TaskDateException: Hashable, Sendable {
  /// What becomes of the date.
  public enum Fate: Hashable, Sendable {
    /// It falls out.
    case cancelled
    /// It takes place at another time.
    case moved(to: Instant)
    /// It takes place as the rule has it; what was said before no longer holds.
    case asPlanned
  }

  /// When the rule has the date.
  public var original: Instant
  /// What becomes of it.
  public var fate: Fate

  /// That fate of that date.
  public init(_ original: Instant, _ fate: Fate) {
    self.original = original
    self.fate = fate
  }

  /// The row of `task_recurrence_exceptions`; nil where no row says it. `task_id` stands beside the
  /// table's own columns, so that the row is found by it like those of other tables.
  func row(task: UUID) -> JSONValue? {
    var row: JSONObject = [
      "id": UUID().json, "task_id": task.json, "original_task_id": task.json,
      "original_date": original.json,
    ]
    switch fate {
    case .asPlanned: return nil
    case .cancelled: row["is_deleted"] = true
    case .moved(let place): row["new_date"] = place.json
    }
    return .object(row)
  }
}
