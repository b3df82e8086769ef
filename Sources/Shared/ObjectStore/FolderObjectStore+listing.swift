extension FolderObjectStore: ListableObjectStore {
  /// The objects after that key in the order of their texts, at most `limit`.
  public func list(
    after: ObjectKey?, limit: Int
  ) async throws(ObjectStoreError) -> [StoredObject] {
    let folder = ObjectFolder(path: folder)
    return await executor.run { folder.list(after: after, limit: limit) }
  }

  /// The facts of one object; nil where there is none.
  public func facts(_ key: ObjectKey) async throws(ObjectStoreError) -> StoredObject? {
    let folder = ObjectFolder(path: folder)
    return await executor.run { folder.facts(key) }
  }

  /// Removes what interrupted writers left and that is older than the instant; returns how many
  /// files.
  @discardableResult
  public func removeDrafts(olderThan limit: Instant) async -> Int {
    let folder = ObjectFolder(path: folder)
    return await executor.run { folder.removeDrafts(olderThan: limit) }
  }
}
