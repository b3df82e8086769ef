/// Who may call a route.
enum AccessRule: Sendable, Equatable {
  /// Anyone; the handler checks what there is to check, such as a signature.
  case open
  /// A person, by an API token with this scope or by the app's JWT.
  case user(scope: String)
  /// The operator's machinery, by an operator token with this scope.
  case `operator`(scope: String)
  /// A person or the operator's machinery, by credentials with this scope.
  case either(scope: String)

  /// The scope that the credentials need.
  var scope: String? {
    switch self {
    case .open: nil
    case .user(let scope), .operator(let scope), .either(let scope): scope
    }
  }

  /// True where the rule admits the principal.
  func admits(_ principal: Principal) -> Bool {
    switch (self, principal.kind) {
    case (.open, _): true
    case (.user(let scope), .user), (.either(let scope), _): principal.allows(scope)
    case (.operator(let scope), .operator): principal.allows(scope)
    case (.user, .operator), (.operator, .user): false
    }
  }
}
