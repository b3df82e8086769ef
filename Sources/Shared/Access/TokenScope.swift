/// What a token opens.
public enum TokenScope: String, Hashable, Sendable, CaseIterable {
  /// User tokens: read tasks, proposals and jobs.
  case read
  /// User tokens: everything that `read` opens, and every change.
  case write
  /// User tokens: send captures and lines, nothing else, as a browser extension does.
  case capture
  /// Operator tokens: hand in mail; the recipient's address alone decides the workspace.
  case inbound
  /// Operator tokens: read metrics.
  case metrics
  /// Operator tokens: run the service.
  case admin

  /// True for the scopes of operator tokens; the others belong to user tokens.
  public var isOperator: Bool {
    switch self {
    case .inbound, .metrics, .admin: true
    case .read, .write, .capture: false
    }
  }
}
