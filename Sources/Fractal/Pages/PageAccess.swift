import Shared

/// Lets browsers into pages: by a link that works once, then by the cookie that it left.
///
/// A page is a GET route whose handler is `show`, a write from it a POST route below the same path
/// whose handler is `submit`. Everything that goes wrong is answered as a page.
struct PageAccess: Sendable {
  /// The cookie's name; each page has one of its own, told apart by its path.
  static let cookieName = "fractal_page"

  /// Links and sessions.
  let sessions: PageSessions
  /// True where browsers come by https, so that the cookie goes nowhere else.
  let isSecure: Bool

  /// A way in on that database for a server that browsers reach at that URL.
  init(pool: PostgresPool, publicURL: String?) {
    sessions = PageSessions(pool: pool)
    isSecure = publicURL?.hasPrefix("https://") ?? false
  }

  /// Answers with the page, for whom the link or the cookie names.
  func show(
    _ request: HTTPRequest, _ make: (PageSession) async throws -> PageDocument
  ) async -> HTTPResponse {
    await answer(request) {
      let session = try await session(request)
      var response = try await make(session).response
      if let secret = session.newCookie {
        response.headers.add("Set-Cookie", cookie(secret, path: session.path))
      }
      return response
    }
  }

  /// Does what a page asks for and answers with what `act` returns.
  ///
  /// The request needs the page's cookie and its form token; links open nothing here.
  func submit(
    _ request: HTTPRequest, _ act: (PageSession, PageForm) async throws -> HTTPResponse
  ) async -> HTTPResponse {
    await answer(request) {
      guard let session = try await fromCookie(request) else { throw Self.closed }
      let form = try PageForm(request)
      let token = request.headers["X-CSRF-Token"] ?? form["csrf"] ?? ""
      guard ConstantTime.equal(token, session.formToken), Self.isOwnSite(request) else {
        throw Problem.forbidden("the form is not one of this page; open it anew")
      }
      return try await act(session, form)
    }
  }

  /// 303: the browser fetches the page of that path of ours.
  static func redirect(to path: String) -> HTTPResponse {
    HTTPResponse(
      status: 303, headers: ["Location": path, "Cache-Control": "no-store"])
  }

  private static let closed = Problem(
    401, "page-closed", "This page is not open",
    detail: "The link was used already or has ended. 'fractal open' makes a new one.")

  private func session(_ request: HTTPRequest) async throws -> PageSession {
    // Programs that look at links before people do ask with HEAD: that must not use a link up.
    if let secret = request.query["link"], request.method == .get,
      let session = try await sessions.open(secret, path: request.path)
    {
      return session
    }
    guard let session = try await fromCookie(request) else { throw Self.closed }
    return session
  }

  private func fromCookie(_ request: HTTPRequest) async throws -> PageSession? {
    let prefix = Self.cookieName + "="
    let values = request.headers.values("Cookie").flatMap { $0.split(separator: ";") }
      .map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }
    for value in values.prefix(PageAccessLimits.cookies) {
      if let session = try await sessions.session(value, path: request.path) { return session }
    }
    return nil
  }

  /// Browsers say where a request was made (Fetch Metadata); other sites' forms are refused.
  private static func isOwnSite(_ request: HTTPRequest) -> Bool {
    guard let site = request.headers["Sec-Fetch-Site"] else { return true }
    return site == "same-origin" || site == "none"
  }

  /// `Strict` keeps the cookie out of every request that another site starts (RFC 6265bis 5.4.7).
  private func cookie(_ secret: String, path: String) -> String {
    "\(Self.cookieName)=\(secret); Path=\(path); Max-Age=\(PageAccessLimits.sessionSeconds); "
      + "HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
  }

  private func answer(
    _ request: HTTPRequest, _ make: () async throws -> HTTPResponse
  ) async -> HTTPResponse {
    do {
      return try await make()
    } catch {
      let known =
        error as? Problem ?? (error as? any ProblemConvertible)?.problem
        ?? ErrorTranslation.problem(for: error)
      if known == nil {
        request.logger.error("a page failed", ["error": .string("\(error)")])
      }
      return Self.document(of: known ?? .internalError()).response
    }
  }

  /// A problem as a page.
  private static func document(of problem: Problem) -> PageDocument {
    let body = Markup.element(
      "main", [:],
      [
        .element("header", ["class": "page"], [.element("h1", [:], problem.title)]),
        .element("p", [:], problem.detail ?? ""),
      ])
    return PageDocument(title: problem.title, body: body, status: problem.status)
  }
}
