public import FoundationEssentials

/// A person's changes to items of a proposal before accepting it.
public struct ProposalEdit: Sendable {
  /// The version that the person saw.
  public var version: Int64?
  /// New contents of items, in their change's own form: `draft`, `blocks`, or `value`.
  public var items: [UUID: JSONValue] = [:]
  /// Items to leave out.
  public var removed: Set<UUID> = []

  /// An edit that changes nothing yet.
  public init(version: Int64? = nil) {
    self.version = version
  }

  /// Reads `{"version": 3, "items": [{"id": …, "draft": {…}}, {"id": …, "remove": true}]}`.
  public init(json: JSONValue) throws(TaskError) {
    let members = try JSONMembers(json)
    try members.allow(only: ["version", "items"])
    version = try members.int64("version")
    let list = try members.list("items") { item throws(TaskError) in
      try item.allow(only: ["id", "draft", "blocks", "value", "remove"])
      guard let id = try item.uuid("id") else { throw item.misfit("id", "a UUID") }
      return (id: id, content: item.object, remove: try item.bool("remove"))
    }
    for item in list {
      if item.remove {
        removed.insert(item.id)
      } else {
        items[item.id] = .object(item.content)
      }
    }
  }
}
