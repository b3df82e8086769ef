import FoundationEssentials
import Shared

/// A plan as data, for the preview and the picture.
struct PlanData: Sendable {
  private let night: NightPlan

  /// The data of that plan.
  init(_ night: NightPlan) {
    self.night = night
  }

  /// `days` with their date, start, end and zone; `entries` in order; `reasons` of the whole.
  var json: JSONValue {
    let grid = night.plan.grid
    let days = grid.dates.indices.map { day -> JSONValue in
      let range = grid.range(of: grid.dayStarts[day]..<grid.dayStarts[day + 1])
      return [
        "date": .string(grid.dates[day].description),
        "start": .string(range.lower?.description ?? ""),
        "end": .string(range.upper?.description ?? ""), "zone": .string(grid.zones[day].name),
      ]
    }
    return [
      "days": .array(days), "entries": .array(PlanEntry.entries(of: night).map(Self.json)),
      "free": .array(night.plan.windows.map { Self.json(of: grid.range(of: $0)) }),
      "reasons": .array(PlanReasons(night).whole().map(\.json)),
    ]
  }

  private static func json(of range: InstantRange) -> JSONValue {
    [
      "start": .string(range.lower?.description ?? ""),
      "end": .string(range.upper?.description ?? ""),
    ]
  }

  private static func json(_ entry: PlanEntry) -> JSONValue {
    .members([
      "kind": .string(entry.kind.rawValue), "start": .string(entry.range.lower?.description ?? ""),
      "end": .string(entry.range.upper?.description ?? ""), "title": .string(entry.title),
      "task_id": entry.task.map { .string($0.uuidString.lowercased()) },
      "reason": entry.reason?.json,
    ])
  }
}
