import Shared

/// Who looks at a page, and what the page needs to send something back.
struct PageSession: Sendable {
  /// The user and the workspace in which the page acts.
  let actor: Actor
  /// The path that was opened; the session holds for it and for what lies below.
  let path: String
  /// What every form of the page carries, and every call of its scripts as `X-CSRF-Token`.
  let formToken: String
  /// The secret, where it has to be set as a cookie.
  let newCookie: String?

  /// A session whose secret lies in the browser; `isNew` where it still has to be put there.
  init(actor: Actor, path: String, secret: String, isNew: Bool) {
    self.actor = actor
    self.path = path
    formToken = Self.formToken(of: secret)
    newCookie = isNew ? secret : nil
  }

  /// The token that belongs to a secret: nobody who cannot read the cookie can make it.
  static func formToken(of secret: String) -> String {
    Base64.encode(HMACSHA256.code(for: "fractal page form", key: Array(secret.utf8)), .urlSafe)
  }

  /// The hidden field that every form of the page carries.
  var formField: Markup {
    .element("input", ["type": "hidden", "name": "csrf", "value": formToken])
  }

  /// True where a request for that path belongs to the opened page.
  static func covers(_ path: String, opened: String) -> Bool {
    path == opened || path.hasPrefix(opened.hasSuffix("/") ? opened : opened + "/")
  }
}
