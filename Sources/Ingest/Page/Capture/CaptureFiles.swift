import FoundationEssentials
import Shared

/// What of a capture lies in the object store: its article and its pictures.
struct CaptureFiles: Sendable {
  /// Where the article lies; nil where there is none.
  private(set) var readable: ObjectKey?
  /// Files for the task, by what was pointed at and asked for.
  private(set) var files: [TaskAttachment] = []
  /// Pictures that the words refer to; a task gets those whose words it gets.
  private(set) var pictures: [TaskAttachment] = []
  /// Every object, to be held while rows come to name it.
  private(set) var keys: [ObjectKey] = []
  /// Codes of what is missing.
  private(set) var warnings: [String] = []

  /// No files at all.
  init() {}

  /// Stores article and pictures of a capture.
  init(
    _ request: CaptureRequest, _ reading: CaptureReading, workspace: UUID,
    store: any ObjectStore, sandbox: IngestSandbox
  ) async throws {
    let place = Place(store: store, sandbox: sandbox, workspace: workspace)
    if let bytes = reading.readable {
      readable = try await place.put(bytes)
      keys = [readable].compactMap { $0 }
    }
    for (bytes, name, warning) in [
      (request.picture, Self.name(ofPicture: request.target), "image_no_picture"),
      (request.screenshot, "screenshot", "screenshot_no_picture"),
    ] {
      guard let bytes else { continue }
      if let file = try await place.picture(bytes, { "\(name).\($0)" }, &keys) {
        files.append(file)
      } else {
        warnings.append(warning)
      }
    }
    for bytes in reading.pictures {
      // The words name it already, so that a file of another name would never be found.
      if let format = PictureFormat(bytes),
        let file = try await place.picture(
          bytes, { _ in EmbeddedPictures.name(of: bytes, format) }, &keys)
      {
        pictures.append(file)
      } else {
        warnings.append(EmbeddedPictures.warning)
      }
    }
  }

  /// The files for a task that gets these words.
  func files(for words: String?) -> [TaskAttachment] {
    guard let words, !pictures.isEmpty else { return files }
    return files + pictures.filter { words.contains(EmbeddedPictures.address(of: $0.fileName)) }
  }

  /// The name of a picture's file by its address, without its ending.
  private static func name(ofPicture address: String?) -> String {
    let path = address.flatMap { WebAddress($0) }?.path ?? ""
    let last = path.split(separator: "/").last.map { PercentEncoding.decode($0) }
    let name = AttachmentName.clean(last ?? "image")
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Where files go.
  private struct Place {
    let store: any ObjectStore
    let sandbox: IngestSandbox
    let workspace: UUID

    func put(_ bytes: [UInt8]) async throws -> ObjectKey {
      let key = ObjectKey(.blob, of: bytes, workspace: workspace)
      try await store.put(bytes, at: key)
      return key
    }

    /// Stores a picture under a name with the ending of what its bytes are; nil where they are none.
    func picture(
      _ bytes: [UInt8], _ name: (String) -> String, _ keys: inout [ObjectKey]
    ) async throws -> TaskAttachment? {
      // A picture that ends the child that looks at it is no picture.
      guard let type = try? await sandbox.fileType(bytes),
        let format = PictureFormat(rawValue: type)
      else { return nil }
      let key = try await put(bytes)
      keys.append(key)
      return TaskAttachment(
        fileName: name(format.ending), mediaType: type, byteCount: Int64(bytes.count),
        bucket: store.bucket, key: key.description, storageProvider: store.provider)
    }
  }
}
