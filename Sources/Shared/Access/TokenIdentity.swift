public import FoundationEssentials

/// Whom a valid token speaks for.
public struct TokenIdentity: Hashable, Sendable {
  /// The token's own id, for logs and revocation.
  public var token: UUID
  /// Who acts and where; nil for operator tokens, which are refused wherever an actor is needed.
  public var actor: Actor?
  /// What it opens.
  public var scopes: Set<TokenScope>

  /// True where the token opens that; `write` opens what `read` and `capture` do.
  public func allows(_ scope: TokenScope) -> Bool {
    scopes.contains(scope)
      || ((scope == .read || scope == .capture) && scopes.contains(.write))
  }
}
