import FoundationEssentials
import Shared

/// Puts the files of a mail into the object store, each content once.
struct MailFiles: Sendable {
  /// Where they go.
  let store: any ObjectStore
  /// What tells their types.
  let type: FileTyping.Function
  /// True where nothing is to be stored, only said what would be.
  var isDry = false

  /// Stores the files in order and returns them; what is too large is left in the raw message and
  /// named by a warning.
  func store(
    _ files: [MailAttachment], workspace: UUID
  ) async throws -> (files: [StoredFile], warnings: [String]) {
    var stored: [StoredFile] = []
    var warnings: [String] = []
    for file in files {
      if file.bytes.count > AttachmentLimits.bytes {
        warnings.append("attachment_too_large")
      } else {
        stored.append(try await store(file, workspace: workspace))
      }
    }
    if stored.contains(where: { $0.danger != nil }) { warnings.append("dangerous_attachment") }
    if stored.contains(where: \.isUntyped) { warnings.append("attachment_untyped") }
    return (stored, warnings)
  }

  private func store(_ file: MailAttachment, workspace: UUID) async throws -> StoredFile {
    let key = ObjectKey(.blob, of: file.bytes, workspace: workspace)
    if !isDry { try await store.put(file.bytes, at: key) }
    // A file that ends the child that looks at it is stored all the same.
    let found = try? await self.type(file.bytes)
    let type = found ?? "application/octet-stream"
    let attachment = TaskAttachment(
      fileName: file.name, mediaType: type, byteCount: Int64(file.bytes.count),
      bucket: store.bucket, key: key.description, storageProvider: store.provider)
    return StoredFile(
      attachment: attachment, key: key,
      danger: AttachmentDanger.find(name: file.name, mediaType: type),
      claimedType: file.claimedType == type ? nil : file.claimedType, isUntyped: found == nil)
  }
}
