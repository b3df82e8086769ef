public import FoundationEssentials
public import Shared

/// A page that was captured, and the task it became.
public struct SavedPage: Hashable, Sendable {
  /// Its id, by which the reader finds it.
  public var id: UUID
  /// The project it was captured into; nil for none.
  public var project: UUID?
  /// Its address as a key; see ``PageAddress``.
  public var key: String
  /// The address it was captured at, to be opened.
  public var address: String
  /// Its title when it was captured last.
  public var title: String?
  /// Its task.
  public var task: UUID
  /// The task's title now.
  public var taskTitle: String
  /// The task's status now.
  public var taskStatus: String?
  /// What was kept beside its words: kind, site, authors, published, language.
  public var details: JSONValue
  /// SHA-256 over the words of its article.
  public var contentHash: [UInt8]?
  /// Where its article lies.
  public var readableKey: String?
  /// Hashes of the selections and notes that the task has already.
  public var seenHashes: [String]
  /// When it was captured first.
  public var capturedAt: Instant
  /// When it was captured last.
  public var updatedAt: Instant

  /// The path of its reader.
  public var readerPath: String { "/captures/\(id.uuidString.lowercased())" }
}
