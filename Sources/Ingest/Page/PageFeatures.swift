/// What is measured of every block of a page, in the order in which `BlockModel` reads it.
struct PageFeatures {
  /// The features of all blocks, one block after the other.
  private(set) var values: [Float] = []
  /// How many features a block has.
  static let count = names.count

  private let document: HTMLDocument
  private let blocks: [PageBlock]
  /// How many blocks begin before each node.
  private let blocksBefore: [Int32]
  /// Sums over the blocks before each block: characters, characters in links, long paragraphs.
  private var characterSums: [Float] = [0]
  private var linkSums: [Float] = [0]
  private var longSums: [Float] = [0]
  private var masks: [Int: UInt32] = [:]
  private let repeated: [Int: Int]
  private let seenHashes: [UInt64: Int]
  private var top = 0
  private let title: [UInt8]

  /// The names of the features.
  static let names: [String] =
    [
      "characters", "words", "linkDensity", "sentences", "commas", "digitShare", "capitalShare",
      "links", "marks", "endsSentence", "strongShare", "wordLength", "tag", "isCode", "depth",
      "place", "textBefore", "repeats", "inTitle", "afterHeading", "beforeHeading", "hasDate",
    ] + ClassCue.allCases.map { "cue.\($0)" } + TextCue.allCases.map { "word.\($0)" } + [
      "in.article", "in.main", "in.aside", "in.nav", "in.header", "in.footer", "in.form",
      "in.section", "in.table", "in.list", "in.figure", "in.quote",
      "previous.characters", "previous.linkDensity", "next.characters", "next.linkDensity",
      "previous2.characters", "next2.characters", "around.long", "around.linkDensity",
    ]
    + (1...4).flatMap {
      ["up\($0).share", "up\($0).linkDensity", "up\($0).long", "up\($0).blocks"]
    }
    + [
      "top.distance", "top.share", "top.place", "siblings", "siblings.level", "page.blocks",
      "page.characters", "page.linkDensity", "page.long",
    ]

  /// Measures all blocks.
  init(_ document: HTMLDocument, _ blocks: [PageBlock]) {
    self.document = document
    self.blocks = blocks
    var before = [Int32](repeating: 0, count: document.nodes.count + 1)
    for block in blocks { before[block.first + 1] += 1 }
    for node in 0..<document.nodes.count { before[node + 1] += before[node] }
    blocksBefore = before
    var hashes: [UInt64: Int] = [:]
    hashes.reserveCapacity(blocks.count)
    for block in blocks { hashes[block.hash, default: 0] += 1 }
    seenHashes = hashes
    repeated = Self.repeatedSiblings(document, blocks)
    if let node = document.first(.title) {
      title = HTMLText.render(document, node).map(ASCIIWords.lower)
    } else {
      title = []
    }
    for block in blocks {
      characterSums.append(characterSums[characterSums.count - 1] + Float(block.characters))
      linkSums.append(linkSums[linkSums.count - 1] + Float(block.linkCharacters))
      longSums.append(longSums[longSums.count - 1] + (Self.isLong(block) ? 1 : 0))
    }
    top = topCandidate()
    measure()
  }

  private static func isLong(_ block: PageBlock) -> Bool {
    block.characters >= 80 && block.linkCharacters * 3 < block.characters
  }

  // MARK: Whole containers

  private func range(_ node: Int) -> (Int, Int) {
    (Int(blocksBefore[node]), Int(blocksBefore[document.end(of: node)]))
  }

  private func characters(_ range: (Int, Int)) -> Float {
    characterSums[range.1] - characterSums[range.0]
  }

  private func linkDensity(_ range: (Int, Int)) -> Float {
    let all = characters(range)
    return all > 0 ? (linkSums[range.1] - linkSums[range.0]) / all : 0
  }

  /// The element that most speaks for holding the article, by the paragraphs it holds (after the
  /// scoring of Arc90's Readability: commas and length, given to parents by their distance).
  private func topCandidate() -> Int {
    var scores: [Int: Float] = [:]
    for block in blocks where block.characters >= 25 && !block.isCode {
      var score = 1 + Float(block.commas) + min(Float(block.characters) / 100, 3)
      score *= 1 - Float(block.linkCharacters) / Float(block.characters)
      var node = document.parent(block.container)
      scores[block.container, default: 0] += score / 2
      var level: Float = 1
      while node != 0, level <= 5 {
        scores[node, default: 0] +=
          level == 1 ? score : level == 2 ? score / 2 : score / (level * 2)
        node = document.parent(node)
        level += 1
      }
    }
    var best = 0
    var bestScore: Float = 0
    for (node, score) in scores {
      let weighed = score * (1 - linkDensity(range(node)))
      if weighed > bestScore || (weighed == bestScore && node < best) {
        best = node
        bestScore = weighed
      }
    }
    return best
  }

  /// For each element around a block: how many of its siblings look the same.
  private static func repeatedSiblings(_ document: HTMLDocument, _ blocks: [PageBlock]) -> [Int:
    Int]
  {
    var keys: [Int: UInt64] = [:]
    var counts: [UInt64: Int] = [:]
    for block in blocks {
      var node = block.container
      var level = 0
      while node != 0, level < 7, keys[node] == nil {
        let tag = document.tag(node)
        var key = UInt64(document.nodes[node].parent) &* 0x9e37_79b9_7f4a_7c15
        key ^= UInt64(tag.rawValue) &* 0xff51_afd7_ed55_8ccd
        for byte in (document.value(.class, of: node) ?? []).prefix(48) {
          key = (key ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        keys[node] = key
        counts[key, default: 0] += 1
        node = document.parent(node)
        level += 1
      }
    }
    return keys.mapValues { counts[$0] ?? 1 }
  }

  // MARK: Blocks

  private mutating func measure() {
    let count = blocks.count
    values.reserveCapacity(count * Self.count)
    let whole = (0, count)
    let allCharacters = max(1, characters(whole))
    let topRange = range(top)
    let pageFeatures: [Float] = [
      Self.log(Float(count)), Self.log(allCharacters), linkDensity(whole),
      Self.log(longSums[count]),
    ]
    let firstHeading = blocks.firstIndex { document.tag($0.container) == .h1 } ?? -1
    var lastHeading = -1
    for index in 0..<count {
      let block = blocks[index]
      if HTMLTag.headings.contains(document.tag(block.container)) { lastHeading = index }
      addOwn(block, index, allCharacters, lastHeading, firstHeading)
      addCues(block)
      addNeighbours(index)
      addContainers(block, allCharacters)
      values.append(Float(distance(block.container, to: top)))
      values.append(characters(topRange) / allCharacters)
      let inside = Float(index - topRange.0) / Float(max(1, topRange.1 - topRange.0))
      values.append(max(-1, min(2, inside)))
      addSiblings(block)
      values.append(contentsOf: pageFeatures)
    }
  }

  private static func log(_ value: Float) -> Float {
    // Precise logarithms are not needed: the exponent and a part of the fraction.
    let bits = (value + 1).bitPattern
    return Float(bits) / Float(1 << 23) - 127
  }

  private mutating func addOwn(
    _ block: PageBlock, _ index: Int, _ allCharacters: Float, _ lastHeading: Int,
    _ firstHeading: Int
  ) {
    let size = Float(max(1, block.characters))
    values.append(Self.log(Float(block.characters)))
    values.append(Self.log(Float(block.words)))
    values.append(Float(block.linkCharacters) / size)
    values.append(Float(min(block.sentences, 20)))
    values.append(Float(min(block.commas, 20)))
    values.append(Float(block.digits) / size)
    values.append(Float(block.capitals) / size)
    values.append(Float(min(block.links, 20)))
    values.append(Float(min(block.marks, 10)))
    values.append(Self.endsSentence(block.lastByte))
    values.append(Float(block.strongCharacters) / size)
    values.append(size / Float(max(1, block.words)))
    values.append(Self.kind(document.tag(block.container)))
    values.append(block.isCode ? 1 : 0)
    values.append(Float(depth(block.container)))
    values.append(Float(index) / Float(blocks.count))
    values.append(characterSums[index] / allCharacters)
    values.append(Float(min(seenHashes[block.hash] ?? 1, 9)))
    values.append(isInTitle(block) ? 1 : 0)
    values.append(lastHeading < 0 ? 50 : Float(min(index - lastHeading, 50)))
    values.append(firstHeading < 0 ? 0 : index < firstHeading ? -1 : index == firstHeading ? 0 : 1)
    values.append(block.digits >= 4 && block.characters < 80 ? 1 : 0)
  }

  private static func endsSentence(_ byte: UInt8) -> Float {
    switch byte {
    case 0x2E, 0x21, 0x3F: 2
    case 0x3A: 1
    case 0xE2, 0xE3, 0xEF, 0x22, 0x29: 1.5
    default: 0
    }
  }

  private static func kind(_ tag: HTMLTag) -> Float {
    switch tag {
    case .p: 0
    case .li: 1
    case .h1: 2
    case .h2: 3
    case .h3, .h4, .h5, .h6: 4
    case .td, .th: 5
    case .pre: 6
    case .blockquote: 7
    case .figcaption: 8
    case .dt, .dd: 9
    case .div: 10
    case .section, .article, .main, .body: 11
    case .header, .footer, .aside, .nav: 12
    default: 13
    }
  }

  private func depth(_ node: Int) -> Int {
    var depth = 0
    var current = node
    while current != 0, depth < 40 {
      current = document.parent(current)
      depth += 1
    }
    return depth
  }

  private func isInTitle(_ block: PageBlock) -> Bool {
    guard block.characters >= 6, block.characters <= 300, !title.isEmpty else { return false }
    var writer = TextWriter()
    for node in block.first..<block.end where document.tag(node) == .text {
      writer.add(document.text(node))
    }
    let words = writer.finish().map(ASCIIWords.lower)
    guard words.count <= title.count else { return false }
    for start in 0...(title.count - words.count)
    where title[start] == words[0] && title[start..<start + words.count].elementsEqual(words) {
      return true
    }
    return false
  }

  private mutating func mask(_ node: Int) -> UInt32 {
    if let mask = masks[node] { return mask }
    let mask = ClassCue.mask(document, node)
    masks[node] = mask
    return mask
  }

  private mutating func addCues(_ block: PageBlock) {
    let cueStart = values.count
    for _ in ClassCue.allCases { values.append(16) }
    var seen: UInt32 = 0
    var flags: UInt32 = 0
    var node = block.container
    var level = 0
    while node != 0, level < PageLimits.ancestors {
      let tag = document.tag(node)
      if tag != .body, tag != .html {
        var fresh = mask(node) & ~seen
        seen |= fresh
        while fresh != 0 {
          values[cueStart + fresh.trailingZeroBitCount] = Float(min(level, 15))
          fresh &= fresh - 1
        }
      }
      flags |= Self.flag(tag)
      node = document.parent(node)
      level += 1
    }
    var counts = [Int](repeating: 0, count: TextCue.allCases.count)
    if block.characters < 300 {
      TextCue.count(document, block.first..<block.end, into: &counts)
    }
    for count in counts { values.append(Float(min(count, 5))) }
    for bit in 0..<12 { values.append(flags >> UInt32(bit) & 1 == 1 ? 1 : 0) }
  }

  private static func flag(_ tag: HTMLTag) -> UInt32 {
    switch tag {
    case .article: 1
    case .main: 1 << 1
    case .aside: 1 << 2
    case .nav: 1 << 3
    case .header: 1 << 4
    case .footer: 1 << 5
    case .form: 1 << 6
    case .section: 1 << 7
    case .table: 1 << 8
    case .ul, .ol, .dl: 1 << 9
    case .figure: 1 << 10
    case .blockquote: 1 << 11
    default: 0
    }
  }

  private mutating func addNeighbours(_ index: Int) {
    func size(_ place: Int) -> Float {
      blocks.indices.contains(place) ? Self.log(Float(blocks[place].characters)) : -1
    }
    func density(_ place: Int) -> Float {
      guard blocks.indices.contains(place) else { return -1 }
      return Float(blocks[place].linkCharacters) / Float(max(1, blocks[place].characters))
    }
    values.append(size(index - 1))
    values.append(density(index - 1))
    values.append(size(index + 1))
    values.append(density(index + 1))
    values.append(size(index - 2))
    values.append(size(index + 2))
    let around = (max(0, index - 4), min(blocks.count, index + 5))
    values.append(longSums[around.1] - longSums[around.0])
    values.append(linkDensity(around))
  }

  private mutating func addContainers(_ block: PageBlock, _ allCharacters: Float) {
    var node = block.container
    for _ in 0..<4 {
      let inside = range(node)
      values.append(characters(inside) / allCharacters)
      values.append(linkDensity(inside))
      values.append(Self.log(longSums[inside.1] - longSums[inside.0]))
      values.append(Self.log(Float(inside.1 - inside.0)))
      node = document.parent(node)
    }
  }

  /// How many levels above a node the first element stands that holds the other node too; 0
  /// inside the other.
  private func distance(_ node: Int, to other: Int) -> Int {
    if node >= other, node < document.end(of: other) { return 0 }
    var current = node
    var level = 0
    while current > other || document.end(of: current) <= other {
      current = document.parent(current)
      level += 1
    }
    return min(level, 20)
  }

  private mutating func addSiblings(_ block: PageBlock) {
    var node = block.container
    var most = 1
    var mostLevel = 0
    for level in 0..<7 where node != 0 {
      let tag = document.tag(node)
      if tag != .p, tag != .h2, tag != .h3, tag != .br, let count = repeated[node], count > most {
        most = count
        mostLevel = level
      }
      node = document.parent(node)
    }
    values.append(Float(min(most, 30)))
    values.append(Float(mostLevel))
  }
}
