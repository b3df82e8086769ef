import Shared

/// Tells what a page is: by its address, then by what it says of itself, then by its shape.
struct PageKindFinder {
  /// Where the page was taken from.
  let address: WebAddress?
  /// The meta and link elements of its head.
  let tags: MetaTags
  /// Its structured data.
  let data: StructuredData
  /// The page.
  let document: HTMLDocument

  /// The kind, with the thing of the structured data that made it.
  func find() -> (kind: PageKind, thing: StructuredData.Thing?) {
    if let kind = byAddress() {
      return (kind, Self.types[kind].flatMap { data.first(of: $0) })
    }
    for kind in Self.order {
      if let types = Self.types[kind], let thing = data.first(of: types),
        kind != .video || data.article == nil
      {
        return (kind, thing)
      }
    }
    if let kind = byMicrodata() { return (kind, nil) }
    if tags.first("citation_title") != nil, tags.first("citation_author", "citation_doi") != nil {
      return (.paper, nil)
    }
    if data.article != nil { return (.article, data.article) }
    switch tags.first("og:type")?.lowercased() ?? "" {
    case let type where type.hasPrefix("video"): return (.video, nil)
    case let type where type.contains("product"): return (.product, nil)
    case "article", "blog", "news": return (.article, nil)
    default: return (.generic, nil)
    }
  }

  private static let order: [PageKind] = [
    .recipe, .job, .event, .product, .podcast, .paper, .video, .repository,
  ]

  private static let types: [PageKind: [String]] = [
    .recipe: ["recipe"],
    .job: ["jobposting"],
    .event: [
      "event", "musicevent", "theaterevent", "sportsevent", "festival", "exhibitionevent",
      "educationevent", "businessevent", "socialevent", "screeningevent", "courseinstance",
    ],
    .product: ["product", "productgroup", "individualproduct"],
    .podcast: ["podcastepisode", "podcastseries", "radioepisode"],
    .paper: ["scholarlyarticle", "medicalscholarlyarticle", "thesis"],
    .video: ["videoobject", "movie", "tvepisode"],
    .repository: ["softwaresourcecode"],
  ]

  private func byAddress() -> PageKind? {
    guard let address else { return nil }
    let host = address.host
    let parts = address.path.split(separator: "/").map(String.init)
    if host == "github.com" || host == "www.github.com" || host.hasPrefix("gitlab.")
      || host == "codeberg.org" || host == "bitbucket.org"
    {
      return byForge(host, parts)
    }
    if host.hasSuffix("youtube.com"), parts.first == "watch" || parts.first == "shorts" {
      return .video
    }
    if host == "youtu.be" || host == "vimeo.com" && parts.first.flatMap({ Int($0) }) != nil {
      return .video
    }
    if host.hasSuffix("arxiv.org"), parts.first == "abs" || parts.first == "pdf" { return .paper }
    if host == "doi.org" || host == "dl.acm.org" || host.hasSuffix("pubmed.ncbi.nlm.nih.gov") {
      return .paper
    }
    if host == "podcasts.apple.com" { return .podcast }
    return nil
  }

  private func byForge(_ host: String, _ parts: [String]) -> PageKind? {
    let parts = parts.filter { $0 != "-" }
    guard parts.count >= 2 else { return nil }
    let isIssue = parts.contains("issues") || parts.contains("work_items")
    let isNumbered = parts.last.flatMap { Int($0) } != nil
    if isIssue { return isNumbered ? .issue : .generic }
    if parts.contains("pull") || parts.contains("pulls") || parts.contains("merge_requests")
      || parts.contains("pull-requests")
    {
      return parts.contains(where: { Int($0) != nil }) ? .pullRequest : .generic
    }
    if parts.count == 2, !["settings", "orgs", "topics", "sponsors", "features"].contains(parts[0])
    {
      return .repository
    }
    return nil
  }

  private func byMicrodata() -> PageKind? {
    for node in document.indices {
      guard let type = document.attribute(.itemtype, of: node)?.lowercased(),
        let name = type.split(separator: "/").last.map(String.init)
      else { continue }
      // A margin may name anything; only what holds a good part of the page is what it is.
      guard (document.end(of: node) - node) * 4 > document.nodes.count else { continue }
      for kind in Self.order where Self.types[kind]?.contains(name) ?? false { return kind }
      if name.hasSuffix("article") || name.hasSuffix("posting") { return .article }
    }
    return nil
  }
}
