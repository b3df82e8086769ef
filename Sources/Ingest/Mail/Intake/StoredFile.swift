import Shared

/// A file of a mail that lies in the object store.
struct StoredFile: Sendable {
  /// As the task names it.
  let attachment: TaskAttachment
  /// Where it lies.
  let key: ObjectKey
  /// What makes it dangerous, where anything does.
  let danger: AttachmentDanger?
  /// The type that the sender claimed, where libmagic found another.
  let claimedType: String?
  /// True where its content could not be looked at.
  var isUntyped = false

  /// The file as the task's provenance tells of it.
  var json: JSONValue {
    .members([
      "name": .string(attachment.fileName), "type": attachment.mediaType.map { .string($0) },
      "claimed_type": claimedType.map { .string($0) },
      "danger": danger.map { .string($0.rawValue) },
    ])
  }
}
