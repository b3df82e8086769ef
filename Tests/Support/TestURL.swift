import FoundationEssentials

/// Connection URLs with parts exchanged.
enum TestURL {
  /// The URL with another database and, where given, another user and password.
  static func replacing(
    _ url: String, database: String, user: String?, password: String?
  ) -> String {
    guard var parts = URLComponents(string: url) else { return url }
    parts.path = "/" + database
    if let user {
      parts.user = user
      parts.password = password
    }
    return parts.string ?? url
  }
}
