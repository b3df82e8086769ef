/// What a sweep over an object store found and did.
public struct ObjectSweep: Hashable, Sendable {
  /// Objects looked at.
  public var seen = 0
  /// Objects that no row named and that were old enough, deleted.
  public var removed = 0
  /// Their bytes.
  public var removedBytes = 0
  /// Objects that no row named but that were too young.
  public var young = 0

  /// Nothing found yet.
  public init() {}
}
