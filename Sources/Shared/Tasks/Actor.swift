public import FoundationEssentials

/// Who acts, and in which workspace: every read and write of the app's rows is made as one actor.
///
/// The workspace is the only one whose rows the call can reach; rows of others do not exist for it.
public struct Actor: Hashable, Sendable {
  /// The acting user's `users.id`.
  public var user: UUID
  /// The workspace of the call, `workspaces.id`.
  public var workspace: UUID

  /// That user in that workspace; nothing is checked here, see ``Permissions``.
  public init(user: UUID, workspace: UUID) {
    self.user = user
    self.workspace = workspace
  }
}
