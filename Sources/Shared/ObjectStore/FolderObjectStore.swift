/// Objects as files of a folder: `<folder>/<workspace>/<kind>/<two digits>/<sha256>`.
///
/// A file appears whole or not at all: its bytes are written beside it, synced, renamed, and the
/// directory is synced too. All calls run on the blocking executor.
public struct FolderObjectStore: ObjectStore {
  /// The folder, without a slash at its end.
  let folder: String
  /// Where the calls block.
  let executor: BlockingExecutor

  /// `local`, by which readers know that a key lies in the folder.
  public var bucket: String { "local" }
  /// `LOCAL`.
  public var provider: String { "LOCAL" }

  /// A store in that folder, which is made when the first object comes.
  public init(folder: String, executor: BlockingExecutor = .shared) {
    self.folder = folder
    self.executor = executor
  }

  /// Writes the file and syncs it; touches it where it is there already.
  public func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectStoreError) {
    let file = ObjectFile(folder: folder, key: key)
    try await executor.run { () throws(ObjectStoreError) in try file.write(bytes) }
  }

  /// Reads the file and checks that its bytes are those of the key.
  public func get(_ key: ObjectKey, limit: Int) async throws(ObjectStoreError) -> [UInt8] {
    let file = ObjectFile(folder: folder, key: key)
    return try await executor.run { () throws(ObjectStoreError) in try file.read(limit: limit) }
  }

  /// Deletes the file.
  public func remove(_ key: ObjectKey) async throws(ObjectStoreError) {
    let file = ObjectFile(folder: folder, key: key)
    try await executor.run { () throws(ObjectStoreError) in try file.remove() }
  }
}
