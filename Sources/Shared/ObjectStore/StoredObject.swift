/// One object as a listing shows it.
public struct StoredObject: Hashable, Sendable {
  /// Its key.
  public let key: ObjectKey
  /// Its size in bytes.
  public let byteCount: Int
  /// When it was last stored, by the store's own clock.
  public let time: Instant

  /// An object of those facts.
  public init(key: ObjectKey, byteCount: Int, time: Instant) {
    self.key = key
    self.byteCount = byteCount
    self.time = time
  }
}
