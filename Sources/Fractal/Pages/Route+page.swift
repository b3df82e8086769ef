import Shared

extension Route {
  /// A page that a browser shows.
  static func page(
    _ pattern: String, id: String, summary: String, details: String? = nil,
    query: [QueryParameter] = [], access: PageAccess,
    _ make: @escaping @Sendable (HTTPRequest, PageSession) async throws -> PageDocument
  ) -> Route {
    let link = QueryParameter(
      "link", .string(most: 100), "the secret of a link that POST /v1/page-links made; works once")
    return Route(
      .get, pattern, access: .open,
      operation: Operation(
        id: id, tag: "pages", summary: summary, details: details, query: [link] + query,
        responses: [
          .content(200, "the page", "text/html"),
          .content(401, "the link was used or has ended, and no cookie came", "text/html"),
        ])
    ) { request in
      await access.show(request) { try await make(request, $0) }
    }
  }

  /// A write that a page sends: a form with the page's `csrf` field, or JSON with `X-CSRF-Token`.
  static func pageWrite(
    _ pattern: String, id: String, summary: String, details: String? = nil, access: PageAccess,
    _ act: @escaping @Sendable (HTTPRequest, PageSession, PageForm) async throws -> HTTPResponse
  ) -> Route {
    Route(
      .post, pattern, access: .open,
      body: .bytes(types: PageForm.types, limit: PageAccessLimits.formBytes),
      operation: Operation(
        id: id, tag: "pages", summary: summary, details: details,
        headers: [HeaderParameter("X-CSRF-Token", "the page's token, where no form carries it")],
        responses: [
          .content(200, "what became of it", "text/html"),
          .content(303, "done; the page anew", "text/html"),
          .content(401, "the page is not open", "text/html"),
          .content(403, "the form token is missing or wrong", "text/html"),
        ])
    ) { request in
      await access.submit(request) { try await act(request, $0, $1) }
    }
  }
}
