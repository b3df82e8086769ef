/// Keeps bytes by content: raw inputs and the files of tasks.
///
/// An object may be deleted only when no row names it and its time is over 24 hours old, checked
/// under the transaction-level advisory lock of its key (``ObjectLock``). Writers store first,
/// which renews the time of an object that is there already, and take the same lock in the
/// transaction that names it.
public protocol ObjectStore: Sendable {
  /// What `attachments.s3_bucket` holds for its objects.
  var bucket: String { get }
  /// What `attachments.storage_provider` holds for its objects.
  var provider: String { get }

  /// Stores the bytes durably before it returns; renews the time where they are stored already.
  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectStoreError)

  /// The bytes of an object, at most `limit`; throws `missing` where there is none and `tooLarge`
  /// where it is larger.
  func get(_ key: ObjectKey, limit: Int) async throws(ObjectStoreError) -> [UInt8]

  /// Deletes an object; one that is not there is no error.
  func remove(_ key: ObjectKey) async throws(ObjectStoreError)

  /// An address under which anyone may fetch the object for so many seconds, with that type and that
  /// `Content-Disposition`; nil where the store has none. Whether the object is there is not looked
  /// at.
  func downloadLink(
    to key: ObjectKey, contentType: String, disposition: String, seconds: Int
  ) async throws(ObjectStoreError) -> String?
}

extension ObjectStore {
  /// None.
  public func downloadLink(
    to key: ObjectKey, contentType: String, disposition: String, seconds: Int
  ) async throws(ObjectStoreError) -> String? { nil }
}
