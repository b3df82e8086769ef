import FoundationEssentials

/// A token that is to be made.
public struct TokenRequest: Sendable {
  /// What the owner calls it, 1 to 100 characters.
  public var name: String
  /// The user and workspace it acts for; nil for an operator token.
  public var actor: Actor?
  /// What it opens; user scopes for a user token, operator scopes for an operator's.
  public var scopes: Set<TokenScope>
  /// Seconds until it expires, nil for never.
  public var lifetimeSeconds: Int64?

  /// A user token.
  public static func user(
    _ actor: Actor, name: String, scopes: Set<TokenScope> = [.write], lifetimeSeconds: Int64? = nil
  ) -> TokenRequest {
    TokenRequest(name: name, actor: actor, scopes: scopes, lifetimeSeconds: lifetimeSeconds)
  }

  /// An operator token.
  public static func `operator`(
    name: String, scopes: Set<TokenScope>, lifetimeSeconds: Int64? = nil
  ) -> TokenRequest {
    TokenRequest(name: name, actor: nil, scopes: scopes, lifetimeSeconds: lifetimeSeconds)
  }
}
