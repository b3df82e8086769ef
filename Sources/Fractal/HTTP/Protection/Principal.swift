import FoundationEssentials

/// Who calls, and what the credentials allow.
struct Principal: Sendable, Equatable {
  /// Whether a person or the operator's machinery calls.
  enum Kind: Sendable, Equatable {
    /// A person, with the one workspace in which the call acts.
    case user(UUID, workspace: UUID)
    /// The operator's machinery, which belongs to no workspace.
    case `operator`
  }

  /// Who calls.
  var kind: Kind
  /// What the credentials allow; nil allows what the user may do at all, as with the app's own JWT.
  var scopes: Set<String>?
  /// The API token's id; nil for a JWT.
  var token: UUID?

  /// The person; nil for the operator.
  var user: UUID? {
    if case .user(let id, _) = kind { id } else { nil }
  }

  /// The workspace in which the call acts; nil for the operator.
  var workspace: UUID? {
    if case .user(_, let id) = kind { id } else { nil }
  }

  /// True where the credentials cover the scope.
  func allows(_ scope: String) -> Bool {
    scopes?.contains(scope) ?? true
  }
}
