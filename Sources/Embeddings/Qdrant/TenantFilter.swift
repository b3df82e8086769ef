import FoundationEssentials
import Shared

/// The condition of every search, count and removal: it always names one workspace.
///
/// Nothing else is taken by the calls to Qdrant, so that a question across tenants cannot be
/// written.
struct TenantFilter: Sendable {
  /// The field that holds the workspace.
  static let tenantField = "workspace"

  /// The condition as Qdrant reads it.
  let json: JSONValue
  /// True where no point can fit.
  let isImpossible: Bool

  /// Points of the workspace that fit the filter.
  init(_ workspace: UUID, _ filter: IndexFilter = .all, only tasks: [UUID]? = nil) {
    var must = [Self.match(Self.tenantField, workspace)]
    var isImpossible = false
    if let projects = filter.projects {
      isImpossible = projects.ids.isEmpty && !projects.includesNone
      must.append(Self.condition(of: projects))
    }
    if let statuses = filter.statuses {
      isImpossible = isImpossible || statuses.isEmpty
      must.append([
        "key": "status", "match": ["any": .array(statuses.sorted().map { .string($0) })],
      ])
    }
    if let tasks { must.append(Self.ids(tasks)) }
    self.isImpossible = isImpossible
    json = .members([
      "must": .array(must),
      "must_not": filter.excluded.isEmpty
        ? nil : [Self.ids(filter.excluded.sorted { $0.uuidString < $1.uuidString })],
    ])
  }

  private static func condition(of projects: IndexFilter.Projects) -> JSONValue {
    let ids = projects.ids.map { $0.uuidString.lowercased() }.sorted()
    let named: JSONValue = [
      "key": "project", "match": ["any": .array(ids.map { .string($0) })],
    ]
    guard projects.includesNone else { return named }
    let none: JSONValue = ["is_empty": ["key": "project"]]
    return ids.isEmpty ? none : ["should": [named, none]]
  }

  private static func match(_ key: String, _ id: UUID) -> JSONValue {
    ["key": .string(key), "match": ["value": .string(id.uuidString.lowercased())]]
  }

  private static func ids(_ tasks: [UUID]) -> JSONValue {
    ["has_id": .array(tasks.map { .string($0.uuidString.lowercased()) })]
  }
}
