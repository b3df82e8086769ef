/// An object store that can say what it holds, so that what no row names can be found.
public protocol ListableObjectStore: ObjectStore {
  /// The objects whose keys come after the given one in the order of their texts, at most `limit`;
  /// from the first where it is nil.
  func list(after: ObjectKey?, limit: Int) async throws(ObjectStoreError) -> [StoredObject]

  /// The facts of one object; nil where there is none.
  func facts(_ key: ObjectKey) async throws(ObjectStoreError) -> StoredObject?
}
