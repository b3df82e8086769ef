import FoundationEssentials
import Ingest
import Shared

/// `GET /captures/{id}`: a captured article to be read, from our own Markdown.
struct CapturePages: RouteGroup {
  /// Turns Markdown into HTML; the caller decides where that happens.
  typealias Renderer = @Sendable (_ markdown: [UInt8], _ pictures: Bool) async throws -> String

  /// The database.
  let pool: PostgresPool
  /// Where the articles lie.
  let store: any ObjectStore
  /// The way in.
  let access: PageAccess
  /// What makes HTML of Markdown.
  let render: Renderer

  /// The reader.
  var routes: [Route] {
    [
      .page(
        "/captures/{id:uuid}", id: "readCapture", summary: "A captured article to be read",
        details: "Made from our own Markdown: nothing runs, and nothing is fetched from elsewhere "
          + "until the reader asks for the pictures.",
        query: [
          QueryParameter(
            "pictures", .choice(["shown"]), "shown: let the browser fetch the article's pictures")
        ], access: access
      ) { request, session in
        try await document(request, session)
      }
    ]
  }

  private func document(
    _ request: HTTPRequest, _ session: PageSession
  ) async throws -> PageDocument {
    guard
      let page = try await SavedPages.page(
        try request.uuid("id"), as: session.actor, in: pool)
    else { throw Problem.notFound() }
    let showsPictures = request.query["pictures"] == "shown"
    let markdown = try await article(of: page, session, request.logger)
    let html = try await render(markdown, showsPictures)
    let title = page.title ?? page.taskTitle
    let hasPictures = String(decoding: markdown, as: UTF8.self).contains("![")
    let body =
      header(page, title: title)
      + actions(page, offersPictures: hasPictures && !showsPictures)
      + .element("main", ["lang": page.details["language"]?.stringValue], [.rendered(html)])
      + footer(page)
    return PageDocument(title: title, body: body, showsPictures: showsPictures)
  }

  private func article(
    of page: SavedPage, _ session: PageSession, _ logger: Logger
  ) async throws -> [UInt8] {
    guard let key = page.readableKey.flatMap({ ObjectKey($0) }),
      key.workspace == session.actor.workspace
    else { return Array("*Nothing but title and link was saved of this page.*".utf8) }
    do {
      return try await store.get(key, limit: CaptureLimits.readableBytes)
    } catch {
      logger.error("a captured article cannot be read", ["error": .string(error.description)])
      throw Problem.unavailable("the article cannot be read now")
    }
  }

  private func header(_ page: SavedPage, title: String) -> Markup {
    var facts: [String] = []
    if let site = page.details["site"]?.stringValue { facts.append(site) }
    let authors = page.details["authors"]?.arrayValue?.compactMap(\.stringValue) ?? []
    if !authors.isEmpty { facts.append(authors.joined(separator: ", ")) }
    if let day = page.details["published"]?.stringValue { facts.append(String(day.prefix(10))) }
    facts.append("saved \(page.updatedAt.description.prefix(10))")
    return .element(
      "header", ["class": "page"],
      [
        .element("h1", [:], title),
        .element("p", ["class": "faint"], facts.joined(separator: " · ")),
      ])
  }

  private func actions(_ page: SavedPage, offersPictures: Bool) -> Markup {
    var parts = [Markup.link(page.address, "Open the page itself")]
    if offersPictures { parts.append(.link("?pictures=shown", "Show pictures")) }
    return .element("nav", ["class": "page actions", "aria-label": "Article"], parts)
  }

  private func footer(_ page: SavedPage) -> Markup {
    .element(
      "footer", ["class": "page"],
      [
        .element(
          "p", [:],
          "Saved from \(WebAddress(page.address)?.host ?? "the web") as the browser showed it. "
            + "Pictures are fetched only when you ask for them.")
      ])
  }
}
