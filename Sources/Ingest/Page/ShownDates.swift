import Shared

/// The dates that a page shows its readers: all of them, and the one beside the article's heading.
struct ShownDates {
  /// The date that stands nearest to the heading, where one stands there.
  struct Nearest {
    /// The day, `YYYY-MM-DD`.
    var day: String
    /// How far from the heading it stands; less is nearer.
    var cost: Int
    /// True where its element or the words before it say that it is the article's date.
    var isMarked: Bool
    /// True where it stands right beside the heading.
    var isClose: Bool
  }

  /// Every day that stands anywhere on the page.
  private(set) var days: Set<String> = []
  /// The days that stand right beside the heading.
  private(set) var closeDays: Set<String> = []
  /// The one beside the heading.
  private(set) var nearest: Nearest?

  private let document: HTMLDocument
  private let blocks: [PageBlock]
  private let isAmericanOrder: Bool
  private let heading: Int
  private let first: Int
  private let last: Int
  /// The nodes of heading and first paragraph, which tell the article's surroundings from others.
  private let landmarks: [Int]
  private let scores: [Float]

  /// The dates of a page; `scores` say which blocks belong to the article, `heading` is the node of
  /// its title where that is known.
  init(
    _ document: HTMLDocument, blocks: [PageBlock], scores: [Float], heading node: Int?,
    isAmericanOrder: Bool
  ) {
    self.document = document
    self.blocks = blocks
    self.isAmericanOrder = isAmericanOrder
    first = scores.firstIndex { $0 > 0.5 } ?? 0
    last = scores.lastIndex { $0 > 0.5 } ?? max(0, blocks.count - 1)
    let ofTitle = node.flatMap { node in
      blocks.firstIndex { $0.first >= node && $0.first < document.end(of: node) }
    }
    heading =
      ofTitle
      ?? blocks.prefix(first).lastIndex { HTMLTag.headings.contains(document.tag($0.container)) }
      ?? first
    landmarks = [heading, first].filter { blocks.indices.contains($0) }.map { blocks[$0].container }
    self.scores = scores
    readTimes()
    readBlocks()
  }

  /// True where the node stands in comments, lists of other articles or margins, not around the
  /// article itself.
  func isElsewhere(_ node: Int) -> Bool { distance(of: node) > 0 }

  /// What standing in ratings and lists of other articles costs, whose dates look like ours.
  private static let foreignDistance = 22

  /// What standing elsewhere costs.
  private func distance(of node: Int) -> Int {
    var current = node
    for _ in 0..<9 where current != 0 {
      // What holds the heading or the article is no margin, whatever it is called.
      let end = document.end(of: current)
      if landmarks.contains(where: { current <= $0 && $0 < end }) { return 0 }
      switch document.tag(current) {
      case .aside, .nav, .footer: return 15
      default: break
      }
      let cues = ClassCue.mask(document, current)
      for cue in [ClassCue.related, .rating] where cues >> UInt32(cue.rawValue) & 1 == 1 {
        return Self.foreignDistance
      }
      for cue in [ClassCue.comment, .side] where cues >> UInt32(cue.rawValue) & 1 == 1 {
        return 15
      }
      current = document.parent(current)
    }
    return 0
  }

  // MARK: Candidates

  /// The `time` elements: their attribute says what their words may not.
  private mutating func readTimes() {
    var count = 0
    for node in document.indices where document.tag(node) == .time {
      count += 1
      guard count <= PageLimits.shownDates else { return }
      guard let text = document.attribute(.datetime, of: node),
        let date = PageDate.normalized(text)
      else { continue }
      let day = String(date.prefix(10))
      days.insert(day)
      guard let index = index(of: node) else { continue }
      consider(day, index, container: node, bonus: 8, isMarked: true)
    }
  }

  /// The block in which a node stands, or the one before it.
  private func index(of node: Int) -> Int? {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].first <= node { low = middle + 1 } else { high = middle }
    }
    if low > 0 { return low - 1 }
    return blocks.isEmpty ? nil : 0
  }

  private mutating func readBlocks() {
    var count = 0
    for (index, block) in blocks.enumerated() where block.digits >= 3 {
      let text = text(of: block)
      for found in PageDate.all(in: text[...], isAmericanOrder: isAmericanOrder) {
        count += 1
        guard count <= PageLimits.shownDates else { return }
        days.insert(found.day)
        let isNear = index >= heading - 12 && index < last + 8
        consider(found.day, in: text, at: found.place, index, block, isNear: isNear)
      }
    }
  }

  private mutating func consider(
    _ day: String, in text: [UInt8], at place: Int, _ index: Int, _ block: PageBlock,
    isNear: Bool
  ) {
    let before = text[max(0, place - 60)..<place]
    if Self.foreignCues.contains(where: { Self.holds(before, $0) }) { return }
    let isChange = Self.changeCues.contains { Self.holds(before, $0) }
    let isSaid = isChange || Self.cues.contains { Self.holds(before, $0) }
    // Far from the article only a date counts that says what it is.
    guard isNear || isSaid else { return }
    var bonus = isSaid ? 4 : 0
    if block.characters > 60, !isSaid {
      // Within a paragraph a date is what the paragraph tells of, unless it opens it.
      bonus -= place < 24 ? 6 : 18
    }
    if block.marks > 0 { bonus -= 2 }
    if document.tag(block.container) == .figcaption { bonus -= 8 }
    let isMarked = hasDateCue(block.container, block.first)
    if isMarked { bonus += 8 }
    // The day of a change stands for the publication only where nothing says that one.
    consider(
      day, index, container: block.container, bonus: isChange ? bonus - 2 : bonus,
      isMarked: !isChange && (isMarked || isSaid), isSaid: isSaid)
  }

  private mutating func consider(
    _ day: String, _ index: Int, container: Int, bonus: Int, isMarked: Bool, isSaid: Bool = false
  ) {
    var cost =
      index >= heading
      ? min(index - heading, 2 * abs(index - last) + 6) : (heading - index) * 2
    if isSaid { cost = min(cost, 12) }
    cost -= bonus
    let isWithin = scores.indices.contains(index) && scores[index] > 0.5
    // Short lists are sometimes taken for the article's own words.
    let distance = distance(of: container)
    if !isWithin || distance == Self.foreignDistance { cost += distance }
    let isClose = cost <= 4 && (heading - 3...heading + 12).contains(index)
    if isClose { closeDays.insert(day) }
    guard cost < nearest?.cost ?? 14 else { return }
    nearest = Nearest(day: day, cost: cost, isMarked: isMarked, isClose: isClose)
  }

  private func hasDateCue(_ container: Int, _ first: Int) -> Bool {
    var node = document.parent(first)
    for _ in 0..<4 where node != 0 {
      if ClassCue.mask(document, node) >> UInt32(ClassCue.meta.rawValue) & 1 == 1 { return true }
      node = document.parent(node)
    }
    return false
  }

  private func text(of block: PageBlock) -> [UInt8] {
    var writer = TextWriter()
    for node in block.first..<block.end where document.tag(node) == .text {
      writer.add(document.text(node))
      writer.addBlank()
    }
    return Array(writer.finish().prefix(PageLimits.shownDateBytes))
  }

  // MARK: Words

  /// Words before the day of publication, in lower case.
  private static let cues: [StaticString] = [
    "published", "posted", "created", "written", "date:", "datum:", "stand:", "stand ",
    "ver\u{f6}ffentlicht", "erstellt", "publicad", "publi\u{e9}", "pubblicato", "notizia del",
    "gepubliceerd", "geplaatst", "opublikowan", "dodano", "publicerad",
    "\u{43e}\u{43f}\u{443}\u{431}\u{43b}", "pressemitteilung vom", "meldung vom",
  ]

  /// Words before the day of a later change.
  private static let changeCues: [StaticString] = [
    "updated", "modified", "edited", "last update", "aktualisiert", "ge\u{e4}ndert", "bearbeitet",
    "letzte \u{e4}nderung", "letzte \u{c4}nderung", "actualizad", "mis \u{e0} jour", "aggiornato",
    "bijgewerkt", "zaktualizowan",
  ]

  /// Words before a date that is somebody's or something's own.
  private static let foreignCues: [StaticString] = [
    "registriert", "registered", "joined", "member since", "mitglied seit", "dabei seit",
    "anmeldedatum", "beitritt", "\u{a9}", "copyright", "inscrit", "registrado", "born", "geboren",
    "gegr\u{fc}ndet",
  ]

  /// True where the bytes hold the word; letters beyond ASCII are compared as they stand.
  private static func holds(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    ASCIIWords.contains(bytes, word)
  }
}
