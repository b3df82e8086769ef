import FoundationEssentials
import Shared

/// Puts the files of a mail into the object store, each content once.
struct MailFiles: Sendable {
  /// Where they go.
  let store: any ObjectStore
  /// What tells their types.
  let typer: FileTyper

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
    return (stored, warnings)
  }

  private func store(_ file: MailAttachment, workspace: UUID) async throws -> StoredFile {
    let key = ObjectKey(.blob, of: file.bytes, workspace: workspace)
    try await store.put(file.bytes, at: key)
    let type = await BlockingExecutor.shared.run { [typer] in typer.type(of: file.bytes) }
    let attachment = TaskAttachment(
      fileName: file.name, mediaType: type, byteCount: Int64(file.bytes.count),
      bucket: store.bucket, key: key.description, storageProvider: store.provider)
    return StoredFile(
      attachment: attachment, key: key,
      danger: AttachmentDanger.find(name: file.name, mediaType: type),
      claimedType: file.claimedType == type ? nil : file.claimedType)
  }
}
