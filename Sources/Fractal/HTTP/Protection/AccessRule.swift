import Shared

/// Who may call a route.
enum AccessRule: Sendable, Equatable {
  /// Anyone; the handler checks what there is to check, such as a signature.
  case open
  /// A person, by an API token or the app's JWT that opens this.
  case user(TokenScope)
  /// The operator's machinery, by an operator token that opens this.
  case `operator`(TokenScope)

  /// What the credentials have to open; nil where none are needed.
  var scope: TokenScope? {
    switch self {
    case .open: nil
    case .user(let scope), .operator(let scope): scope
    }
  }

  /// True where the rule admits the caller: an operator token opens no route of a person's, nor the
  /// other way round.
  func admits(_ identity: TokenIdentity) -> Bool {
    switch self {
    case .open: true
    case .user(let scope): identity.actor != nil && identity.allows(scope)
    case .operator(let scope): identity.actor == nil && identity.allows(scope)
    }
  }
}
