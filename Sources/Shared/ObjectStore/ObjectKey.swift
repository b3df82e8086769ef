public import FoundationEssentials

/// Where an object lies in a store: a workspace, what it is, and the SHA-256 of its bytes.
///
/// Keys are made from ids and hashes only, never from text that came from outside.
public struct ObjectKey: Hashable, Sendable, CustomStringConvertible {
  /// What an object is.
  public enum Kind: String, Sendable {
    /// An input as it came in.
    case raw
    /// A file that belongs to tasks.
    case blob
  }

  /// The workspace that owns it.
  public let workspace: UUID
  /// What it is.
  public let kind: Kind
  /// The SHA-256 of its bytes, in lower-case hexadecimal.
  public let hash: String

  /// The key of those bytes.
  public init(_ kind: Kind, of bytes: [UInt8], workspace: UUID) {
    self.workspace = workspace
    self.kind = kind
    hash = SHA256.hexDigest(of: bytes)
  }

  /// Reads a key from its text; nil where it is none, so that no other path gets through.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let workspace = UUID(uuidString: String(parts[0])),
      parts[0] == workspace.uuidString.lowercased(), let kind = Kind(rawValue: String(parts[1])),
      parts[2].utf8.count == 64,
      parts[2].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    self.workspace = workspace
    self.kind = kind
    hash = String(parts[2])
  }

  /// `<workspace>/<kind>/<sha256>`.
  public var description: String {
    "\(workspace.uuidString.lowercased())/\(kind.rawValue)/\(hash)"
  }
}
