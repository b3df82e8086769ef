/// Why a stored credential cannot be used; never with anything of its content.
public enum CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `APP_SECRET` is not set, so that nothing can be sealed or opened.
  case noSecret
  /// There is no such credential in the workspace.
  case notFound
  /// It was sealed under another secret, or changed since.
  case notAuthentic

  /// What is wrong, for an operator.
  public var description: String {
    switch self {
    case .noSecret: "APP_SECRET is not set; stored credentials need it"
    case .notFound: "there is no such credential"
    case .notAuthentic: "the credential does not open under APP_SECRET or APP_SECRET_PREVIOUS"
    }
  }
}
