import FoundationEssentials

extension TaskAttachment {
  /// The attachment with a name and type that fit their columns, and whether the name was cut.
  ///
  /// A cut name keeps its ending, so that the file still opens. Throws where the key is too long.
  func fitted() throws(TaskError) -> (TaskAttachment, cut: Bool) {
    guard !key.isEmpty, key.unicodeScalars.count <= TaskLimits.objectKeyCharacters,
      !bucket.isEmpty, bucket.unicodeScalars.count <= 64, storageProvider.utf8.count <= 20,
      byteCount >= 0
    else {
      throw TaskError(.invalid, field: "attachments", "the object's place does not fit")
    }
    var copy = self
    var name = TaskText.oneLine(fileName)
    if name.isEmpty { name = "file" }
    let fitted = TaskText.fit(name, TaskLimits.fileNameCharacters)
    copy.fileName = fitted.text
    if fitted.cut, let dot = name.lastIndex(of: ".") {
      let ending = String(name[dot...])
      if ending.unicodeScalars.count <= 16 {
        let limit = TaskLimits.fileNameCharacters - ending.unicodeScalars.count
        copy.fileName = TaskText.fit(name, limit).text + ending
      }
    }
    copy.mediaType = mediaType.map { TaskText.fit($0, TaskLimits.mediaTypeCharacters).text }
    return (copy, fitted.cut)
  }
}
