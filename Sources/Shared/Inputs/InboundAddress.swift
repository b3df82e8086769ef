public import FoundationEssentials

/// An inbound address of our own, as a list shows it.
public struct InboundAddress: Hashable, Sendable {
  /// Its id.
  public var id: UUID
  /// The local part of the address.
  public var slug: String
  /// For whom, and in which workspace, its mail acts.
  public var actor: Actor
  /// The project its mail goes into.
  public var project: UUID?
  /// The task its mail becomes comments of.
  public var task: UUID?
  /// When it was made.
  public var createdAt: Instant
  /// Since when it takes no mail any more.
  public var revokedAt: Instant?
}
