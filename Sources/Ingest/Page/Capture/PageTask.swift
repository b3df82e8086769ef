import Shared

/// Makes the draft of a task from a captured page: what it is, how long it takes, what it says and
/// where it is.
///
/// Pure: zone and time are given. Nothing is invented; what the page does not say stays empty.
struct PageTask {
  /// What was captured.
  let request: CaptureRequest
  /// What was read from the page; nil where it could not be read.
  let page: PageDraft?
  /// The selections as Markdown.
  let selections: [String]
  /// Where times without an offset are meant, and days end.
  let zone: Zone
  /// When it was captured.
  let now: Instant

  private var kind: PageKind { page?.kind ?? .generic }

  /// The draft of the task, without project and files.
  func make() -> TaskDraft {
    var draft = TaskDraft(title: "")
    setTitle(&draft)
    setDescription(&draft)
    setSource(&draft)
    setTimes(&draft)
    setEstimate(&draft)
    draft.tags = request.tags
    return draft
  }

  // MARK: Title

  private func setTitle(_ draft: inout TaskDraft) {
    let candidates: [(text: String?, source: String, confidence: Double)] =
      switch request.kind {
      case .link: [(request.targetText, "link", 0.8)]
      case .image: [(request.targetText, "image", 0.7), (request.title, "tab", 0.5)]
      case .page, .selection: [(page?.title, "page", 0.95), (request.title, "tab", 0.8)]
      }
    for (text, source, confidence) in candidates {
      guard let text, !text.isEmpty else { continue }
      draft.title = withVerb(text)
      draft.explain(
        .title, value: draft.title, as: .metadata, reference: ["source": .string(source)],
        confidence: confidence)
      return
    }
    draft.title = Self.title(ofAddress: request.subject)
    draft.explain(
      .title, value: draft.title, as: .rule, reference: ["rule": "address"], confidence: 0.3)
  }

  private func withVerb(_ title: String) -> String {
    guard request.wantsVerb, request.kind != .image else { return title }
    return PageVerb.leading(title, kind: kind, language: page?.language)
  }

  /// An address as a title: its host and path, without what nobody reads.
  static func title(ofAddress text: String) -> String {
    guard let address = WebAddress(text) else { return text }
    let host = address.host.hasPrefix("www.") ? String(address.host.dropFirst(4)) : address.host
    let path = address.path == "/" ? "" : PercentEncoding.decode(address.path)
    return String((host + path).prefix(200))
  }

  // MARK: Description

  private func setDescription(_ draft: inout TaskDraft) {
    let text = PageTaskText(
      request: request, page: page, selections: selections, estimate: estimate?.minutes)
    let description = text.markdown
    guard !description.isEmpty else { return }
    draft.description = description
    if text.isCut { draft.facts.warnings.append("description_cut") }
    let source = selections.isEmpty ? (page == nil ? "address" : "article") : "selection"
    draft.explain(
      .description, as: .span, reference: ["source": .string(source)], confidence: 0.95)
  }

  // MARK: Source

  private func setSource(_ draft: inout TaskDraft) {
    draft.facts.sourceKind = "page"
    draft.facts.sourceURL = request.subject
    draft.facts.canonicalURL = canonical?.clean
    draft.explain(
      .sourceURL, value: request.subject, as: .metadata,
      reference: ["source": .string("capture")], confidence: 1)
    guard let page else {
      if request.html != nil { draft.facts.warnings.append("page_unreadable") }
      draft.facts.details["page"] = .members(["kind": .string(request.kind.rawValue)])
      return
    }
    if page.isTruncated { draft.facts.warnings.append("page_cut") }
    draft.facts.details["page"] = summary(of: page)
  }

  /// The page's own canonical address where it names one, else the one of the browser.
  var canonical: PageAddress? {
    if request.target == nil, let named = page?.canonical.flatMap(PageAddress.init) { return named }
    return PageAddress(request.subject)
  }

  /// What is kept of the page beside its words.
  func summary(of page: PageDraft) -> JSONValue {
    var details = page.details
    // The description has them.
    details.abstract = nil
    details.ingredients = []
    return .members([
      "kind": .string(page.kind.rawValue), "site": page.siteName.map { .string($0) },
      "authors": page.authors.isEmpty ? nil : .array(page.authors.map { .string($0) }),
      "published": page.published.map { .string($0) },
      "modified": page.modified.map { .string($0) },
      "language": page.language.map { .string($0) }, "image": page.image.map { .string($0) },
      "words": .int(Int64(page.wordCount)), "details": details.json,
      "found_on": request.target == nil ? nil : .string(request.address),
    ])
  }

  // MARK: Times

  private func setTimes(_ draft: inout TaskDraft) {
    draft.timezone = zone.isFixed ? "UTC" : zone.name
    guard let details = page?.details, request.kind == .page || request.kind == .selection else {
      return
    }
    switch kind {
    case .event: setEvent(&draft, details)
    case .job:
      guard let deadline = details.deadline.flatMap({ PageMoment($0, zone: zone) }) else { break }
      guard deadline.instant > now else {
        draft.facts.warnings.append("deadline_past")
        break
      }
      setDue(&draft, deadline, "validThrough")
      draft.isHardDeadline = true
      draft.explain(
        .isHardDeadline, as: .rule, reference: ["rule": "closing_date"], confidence: 0.9)
    default: break
    }
    if let place = details.place, kind == .event || kind == .job {
      draft.facts.place = place
      draft.explain(
        .place, value: place, as: .metadata, reference: ["source": "page"], confidence: 0.9)
    }
  }

  private func setEvent(_ draft: inout TaskDraft, _ details: PageDetails) {
    guard let start = details.start.flatMap({ PageMoment($0, zone: zone) }) else { return }
    let end = details.end.flatMap { PageMoment($0, zone: zone) }
    let last = end.flatMap { $0.instant >= start.instant ? $0 : nil } ?? start
    // A due date that has passed would only make the task overdue at once.
    guard last.instant > now else {
      draft.facts.warnings.append("event_past")
      return
    }
    draft.start =
      start.isDay ? zone.startOfDay(zone.date(at: start.instant)) : start.instant
    draft.explain(
      .start, value: details.start, as: .metadata, reference: ["source": "startDate"],
      confidence: 0.95)
    // Nobody goes there before it begins: a plan of the days until then leaves it alone.
    draft.facts.notBefore = draft.start
    draft.explain(
      .notBefore, value: details.start, as: .metadata, reference: ["source": "startDate"],
      confidence: 0.95)
    setDue(&draft, last, last == start ? "startDate" : "endDate")
  }

  private func setDue(_ draft: inout TaskDraft, _ moment: PageMoment, _ source: String) {
    draft.due = moment.instant
    draft.facts.dueGrain = moment.isDay ? .day : .minute
    draft.explain(
      .due, value: moment.instant.description, as: .metadata,
      reference: ["source": .string(source)], confidence: 0.95)
  }

  // MARK: Estimate

  private var estimate: (minutes: Int, rule: String)? {
    guard request.kind == .page || request.kind == .selection, let page,
      let minutes = page.estimateMinutes
    else { return nil }
    return (min(minutes, 10_000), page.details.seconds == nil ? "reading_speed" : "duration")
  }

  private func setEstimate(_ draft: inout TaskDraft) {
    guard let estimate else { return }
    draft.estimatedMinutes = Int32(estimate.minutes)
    let isRead = estimate.rule == "reading_speed"
    draft.explain(
      .estimatedMinutes, value: "\(estimate.minutes)", as: isRead ? .rule : .metadata,
      reference: isRead
        ? ["rule": "reading_speed", "words": .int(Int64(page?.wordCount ?? 0))]
        : ["source": "duration"],
      confidence: isRead ? 0.7 : 0.9)
  }
}
