/// A stored file that belongs to a task: an object's place, never its bytes.
public struct TaskAttachment: Hashable, Sendable {
  /// The name a person sees, cleaned of paths; cut to 255 characters.
  public var fileName: String
  /// The media type as libmagic found it.
  public var mediaType: String?
  /// Size in bytes.
  public var byteCount: Int64
  /// The bucket; `local` for the folder store.
  public var bucket: String
  /// The object's key.
  public var key: String
  /// `AWS_S3`, or `LOCAL` for the folder store.
  public var storageProvider: String

  /// An attachment that lies in an object store.
  public init(
    fileName: String, mediaType: String?, byteCount: Int64, bucket: String = "local", key: String,
    storageProvider: String = "LOCAL"
  ) {
    self.fileName = fileName
    self.mediaType = mediaType
    self.byteCount = byteCount
    self.bucket = bucket
    self.key = key
    self.storageProvider = storageProvider
  }
}
