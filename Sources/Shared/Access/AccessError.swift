/// Why a caller was not let in: the code for the answer, never what the caller sent.
public enum AccessError: Error, Hashable, Sendable {
  /// No credentials, or none of a known form.
  case missing
  /// The token or its signature is wrong, unknown, revoked, or its user is gone.
  case invalid
  /// The token was right once and has expired.
  case expired
  /// The credentials are right but do not open this.
  case scope(TokenScope)
  /// A JWT was sent where no secret for them is configured.
  case notConfigured
  /// The user has several workspaces and named none; the caller may choose among these ids.
  case workspaceNeeded([String])
  /// The named workspace is not one of the user's.
  case unknownWorkspace
}

extension AccessError: CustomStringConvertible {
  /// One sentence for the caller.
  public var description: String {
    switch self {
    case .missing: "credentials are needed"
    case .invalid: "the credentials are not valid"
    case .expired: "the credentials have expired"
    case .scope(let scope): "the credentials lack the scope \(scope.rawValue)"
    case .notConfigured: "tokens of the app are not accepted here"
    case .workspaceNeeded: "several workspaces are possible: name one in X-Workspace-Id"
    case .unknownWorkspace: "no such workspace"
    }
  }
}
