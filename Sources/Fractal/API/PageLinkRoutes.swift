import Shared

/// Links into the pages that a browser shows.
struct PageLinkRoutes: RouteGroup {
  /// Links and sessions.
  let sessions: PageSessions
  /// How browsers reach this server; without it links are paths.
  let publicURL: String?

  /// `POST /v1/page-links`.
  var routes: [Route] { [make] }

  private var make: Route {
    Route(
      .post, "/v1/page-links", access: .user(.read),
      body: .json(.object(["path": .string(most: PageAccessLimits.pathCharacters)])),
      operation: Operation(
        id: "makePageLink", tag: "pages", summary: "A link that opens one page in a browser, once",
        details: """
          The link holds for ten minutes, for the caller, for that path such as /captures/ID. \
          Whoever follows it first sees the page and gets a cookie for it; nothing but the page and \
          what lies below its path is opened.
          """,
        responses: [
          .json(
            201, "the link",
            .named(
              "PageLink",
              .object(["url": .string(), "path": .string(), "expires_at": .dateTime])))
        ])
    ) { request in
      let path = request.json["path"]?.stringValue ?? ""
      let link = try await sessions.makeLink(path, as: try request.actor())
      return .json(
        [
          "url": .string((publicURL ?? "") + link.target), "path": .string(path),
          "expires_at": .string(link.expires.description),
        ], status: 201)
    }
  }
}
