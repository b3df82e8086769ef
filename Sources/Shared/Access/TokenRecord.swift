public import FoundationEssentials

/// A token as it is listed: never its secret.
public struct TokenRecord: Hashable, Sendable {
  /// Its id.
  public var id: UUID
  /// What the owner calls it.
  public var name: String
  /// The public part of its text.
  public var prefix: String
  /// Whom it acts for; nil for operator tokens.
  public var actor: Actor?
  /// What it opens.
  public var scopes: [String]
  /// When it was made.
  public var createdAt: Instant
  /// When it ends.
  public var expiresAt: Instant?
  /// When it was revoked.
  public var revokedAt: Instant?
  /// When it was last used, to the minute.
  public var lastUsedAt: Instant?
}
