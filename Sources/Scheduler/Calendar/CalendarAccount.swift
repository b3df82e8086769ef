public import FoundationEssentials
public import Shared

/// A calendar of a person: where it is, and how the last look at it went.
public struct CalendarAccount: Hashable, Sendable {
  /// Where a calendar comes from.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// iCalendar text that was handed over.
    case file
    /// iCalendar text at a URL.
    case url
    /// A collection of a CalDAV server (RFC 4791).
    case caldav
    /// A calendar at Google.
    case google
  }

  /// Its id.
  public var id: UUID
  /// Whose it is.
  public var actor: Actor
  /// Where it comes from.
  public var kind: Kind
  /// What the person calls it.
  public var name: String
  /// URL of the feed or the collection; id of a Google calendar.
  public var address: String
  /// The user name at a CalDAV server.
  public var username: String?
  /// The sealed password or token.
  public var credential: UUID?
  /// True where its entries take time.
  public var isBusy = true
  /// True where accepted blocks are written to it.
  public var writesBack = false
  /// etag, last_modified, sync_token: what the next look starts from.
  public var sync: JSONObject = [:]
  /// When it was last looked at with success.
  public var syncedAt: Instant?
  /// Why the last look failed.
  public var problem: String?
  /// Why the last write of accepted blocks failed.
  public var writeProblem: String?

  /// An account that is not stored yet.
  public init(
    kind: Kind, name: String, address: String = "", actor: Actor, id: UUID = UUID()
  ) {
    self.id = id
    self.actor = actor
    self.kind = kind
    self.name = name
    self.address = address
  }

  /// What its owner is shown: nothing of its credential.
  public var json: JSONValue {
    .members([
      "id": .string(id.uuidString.lowercased()), "kind": .string(kind.rawValue),
      "name": .string(name), "address": .string(address),
      "username": username.map { .string($0) }, "busy": .bool(isBusy),
      "write_back": .bool(writesBack), "synced_at": syncedAt.map { .string($0.description) },
      "problem": problem.map { .string($0) },
      "write_problem": writeProblem.map { .string($0) },
    ])
  }
}
