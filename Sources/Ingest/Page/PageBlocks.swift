/// Divides a page into its blocks of words.
struct PageBlocks {
  /// The blocks in the order of the page.
  private(set) var blocks: [PageBlock] = []

  private let document: HTMLDocument
  private let skipped: NodeSet
  private var current: PageBlock?
  private var linkEnd = 0
  private var strongEnd = 0
  private var wasBlank = true

  /// The blocks of a document, without the given nodes.
  init(_ document: HTMLDocument, skipping skipped: NodeSet) {
    self.document = document
    self.skipped = skipped
    var containers: [(node: Int, end: Int)] = [(0, document.end(of: 0))]
    var place = 1
    let end = document.nodes.count
    while place < end {
      while containers.count > 1, containers[containers.count - 1].end <= place {
        containers.removeLast()
        flush()
      }
      let tag = document.tag(place)
      if tag == .text {
        addText(place, containers[containers.count - 1].node)
        place += 1
        continue
      }
      if skipped.contains(place) || HTMLTag.unseen.contains(tag) || Self.interactive.contains(tag) {
        place = document.end(of: place)
        continue
      }
      switch tag {
      case .a:
        linkEnd = document.end(of: place)
        current?.links += 1
      case .b, .strong: strongEnd = document.end(of: place)
      case .pre:
        flush()
        addCode(place)
        place = document.end(of: place)
        continue
      case .br: wasBlank = true
      default:
        if HTMLTag.blocks.contains(tag) {
          flush()
          containers.append((place, document.end(of: place)))
        }
      }
      place += 1
      if blocks.count >= PageLimits.blocks { break }
    }
    flush()
  }

  /// What a reader operates instead of reading.
  static let interactive: HTMLTagSet = [
    .button, .select, .textarea, .input, .noscript, .option, .progress, .meter, .output,
  ]

  private mutating func addCode(_ node: Int) {
    for place in document.descendants(of: node) where document.tag(place) == .text {
      addText(place, node)
    }
    current?.isCode = true
    current?.first = node
    current?.end = document.end(of: node)
    flush()
  }

  private mutating func flush() {
    if let block = current, block.characters > 0 { blocks.append(block) }
    current = nil
    wasBlank = true
  }

  private mutating func addText(_ node: Int, _ container: Int) {
    let text = document.text(node)
    var block = current ?? PageBlock(container: container, first: node, end: node + 1)
    let isLink = node < linkEnd
    if current == nil, isLink { block.links = 1 }
    let before = block.characters
    count(text, in: &block)
    let added = block.characters - before
    if added > 0 {
      if isLink { block.linkCharacters += added }
      if node < strongEnd { block.strongCharacters += added }
      block.end = node + 1
      if before == 0 { block.first = node }
    }
    current = block
  }

  private mutating func count(_ text: ArraySlice<UInt8>, in block: inout PageBlock) {
    text.withUnsafeBufferPointer { bytes in
      var wide = 0
      var place = 0
      while place < bytes.count {
        let byte = bytes[place]
        if byte < 0x80 {
          place += 1
          if HTMLText.isSpace(byte) {
            wasBlank = true
            continue
          }
          countASCII(byte, in: &block)
        } else {
          let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
          let next = place + 1 < bytes.count ? bytes[place + 1] : 0
          if byte == 0xC2, next == 0xA0 {
            wasBlank = true
            place += 2
            continue
          }
          if byte >= 0xE3, byte <= 0xEC { wide += 1 }
          let third = place + 2 < bytes.count ? bytes[place + 2] : 0
          countWide(byte, next, third, in: &block)
          block.lastByte = byte
          place += length
        }
        if block.firstByte == 0 { block.firstByte = byte }
        block.characters += 1
        block.hash = (block.hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        if wasBlank {
          block.words += 1
          wasBlank = false
        }
      }
      block.words += wide / 2
    }
  }

  @inline(__always)
  private func countASCII(_ byte: UInt8, in block: inout PageBlock) {
    switch byte {
    case 0x2E, 0x21, 0x3F: block.sentences += 1
    case 0x2C: block.commas += 1
    case 0x30...0x39: block.digits += 1
    case 0x41...0x5A: block.capitals += 1
    case 0x7C: block.marks += 1
    default: break
    }
    block.lastByte = byte
  }

  @inline(__always)
  private func countWide(_ first: UInt8, _ second: UInt8, _ third: UInt8, in block: inout PageBlock)
  {
    if first == 0xC2, second == 0xA9 || second == 0xBB { block.marks += 1 }
    if first == 0xE3, second == 0x80 {
      if third == 0x82 { block.sentences += 1 }
      if third == 0x81 { block.commas += 1 }
    } else if first == 0xEF, second == 0xBC {
      if third == 0x81 || third == 0x9F { block.sentences += 1 }
      if third == 0x8C { block.commas += 1 }
    } else if first == 0xD8, second == 0x8C {
      block.commas += 1
    } else if first == 0xD8, second == 0x9F {
      block.sentences += 1
    } else if first == 0xE0, second == 0xA5, third == 0xA4 {
      block.sentences += 1
    }
  }
}
