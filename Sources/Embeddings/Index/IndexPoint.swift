public import FoundationEssentials
public import Shared

/// A task as an index knows it: what it is found by and what it is filtered by.
public struct IndexPoint: Hashable, Sendable {
  /// The task; writing the same one again replaces it.
  public var task: UUID
  /// Its workspace, the tenant; never changes for a task.
  public var workspace: UUID
  /// Its project, nil where it stands in the workspace itself.
  public var project: UUID?
  /// Its status, such as `TODO`.
  public var status: String
  /// When it was made.
  public var createdAt: Instant
  /// SHA-256 of the text that vector and words were made of.
  public var contentHash: [UInt8]
  /// Its vector; nil where the text has none.
  public var vector: [Float]?
  /// Its words.
  public var words: TermVector

  /// A point of those parts.
  public init(
    task: UUID, workspace: UUID, project: UUID?, status: String, createdAt: Instant,
    contentHash: [UInt8], vector: [Float]?, words: TermVector
  ) {
    self.task = task
    self.workspace = workspace
    self.project = project
    self.status = status
    self.createdAt = createdAt
    self.contentHash = contentHash
    self.vector = vector
    self.words = words
  }

  /// 32 hexadecimal digits that differ where the text, the project, the status, or whether there is
  /// a vector differ: two indexes that agree on it hold the same point.
  public var fingerprint: String {
    Self.fingerprint(
      contentHash: contentHash, project: project, status: status, hasVector: vector != nil)
  }

  /// The fingerprint of a point of those parts.
  static func fingerprint(
    contentHash: [UInt8], project: UUID?, status: String, hasVector: Bool
  ) -> String {
    var digest = SHA256()
    digest.update(contentHash)
    digest.update(Array((project?.uuidString ?? "-").utf8))
    digest.update(Array(status.utf8))
    digest.update([hasVector ? 1 : 0])
    return Hex.encode(Array(digest.finish().prefix(16)))
  }
}
