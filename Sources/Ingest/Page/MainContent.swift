/// Finds the article of a page: which of its blocks belong to it.
struct MainContent {
  /// The blocks of the page.
  let blocks: [PageBlock]
  /// How likely each block belongs to the article.
  let scores: [Float]
  /// The nodes that do not belong to it.
  private(set) var leftOut: NodeSet
  /// How many characters of it were kept.
  private(set) var characters = 0

  /// Weighs the blocks of a document; `hidden` is left out in any case.
  init(_ document: HTMLDocument, hidden: HiddenParts) {
    var kept: [Bool]
    blocks = PageBlocks(document, skipping: hidden.nodes).blocks
    if blocks.count <= PageLimits.weighedBlocks {
      let features = PageFeatures(document, blocks)
      scores = BlockModel.bundled.probabilities(of: features, blocks: blocks.count)
      kept = Self.choose(blocks, scores)
      Self.keepDoubtful(document, blocks, scores, &kept)
    } else {
      // More than any article has: only lists of links are told apart.
      scores = blocks.map { $0.linkCharacters * 2 < $0.characters ? 1 : 0 }
      kept = scores.map { $0 > 0.5 }
    }
    leftOut = hidden.nodes
    for (block, isKept) in zip(blocks, kept) {
      if isKept {
        characters += block.characters
      } else {
        for node in block.first..<block.end where document.tag(node) == .text {
          leftOut.insert(node)
        }
      }
    }
    leaveOutTools(document)
    leaveOutImages(document, kept)
  }

  private static func choose(_ blocks: [PageBlock], _ scores: [Float]) -> [Bool] {
    // A page of few words is kept by weaker signs rather than be empty.
    for threshold: Float in [0.5, 0.3, 0.12, 0.04] {
      var characters = 0
      for (block, score) in zip(blocks, scores) where score > threshold {
        characters += block.characters
      }
      if characters >= PageLimits.leastCharacters { return scores.map { $0 > threshold } }
    }
    return blocks.map { $0.linkCharacters * 2 < $0.characters }
  }

  /// On a page of few blocks, keeps the paragraphs of its article that few signs speak for.
  private static func keepDoubtful(
    _ document: HTMLDocument, _ blocks: [PageBlock], _ scores: [Float], _ kept: inout [Bool]
  ) {
    guard blocks.count <= PageLimits.fewBlocks else { return }
    for (index, block) in blocks.enumerated()
    where !kept[index] && scores[index] > PageLimits.doubtfulScore {
      guard document.tag(block.container) == .p, block.linkCharacters == 0, block.characters >= 30,
        document.ancestor(of: block.container, in: [.article, .main]) != nil
      else { continue }
      kept[index] = true
    }
  }

  private mutating func leaveOutTools(_ document: HTMLDocument) {
    var place = 1
    while place < document.nodes.count {
      if PageBlocks.interactive.contains(document.tag(place)), document.tag(place) != .input {
        leftOut.insert(place)
        place = document.end(of: place)
      } else {
        place += 1
      }
    }
  }

  /// Leaves out the images that do not stand beside kept words.
  private mutating func leaveOutImages(_ document: HTMLDocument, _ kept: [Bool]) {
    guard let first = kept.firstIndex(of: true), let last = kept.lastIndex(of: true) else { return }
    var next = 0
    for node in document.indices where document.tag(node) == .img {
      while next < blocks.count, blocks[next].first < node { next += 1 }
      let before = next - 1
      let isBeside = (before >= 0 && kept[before]) || (next < kept.count && kept[next])
      if !isBeside || before < first - 1 || next > last + 1 { leftOut.insert(node) }
    }
  }
}
