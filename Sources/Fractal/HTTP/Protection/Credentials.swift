import Shared

/// What a caller shows of itself.
struct Credentials: Sendable {
  /// What follows `Bearer` in `Authorization`.
  var bearerToken: String
  /// The header `X-Workspace-Id`: where a JWT's call acts.
  var workspace: String?
}
