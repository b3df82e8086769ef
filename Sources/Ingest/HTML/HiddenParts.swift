/// The parts of a document that its reader does not see, found from the markup alone.
///
/// Hidden: `hidden`, `display: none`, `visibility: hidden`, nothing of a size, text in the colour
/// of what is behind it, images of a pixel or two, and elements that are never shown.
public struct HiddenParts: Sendable {
  /// The outermost hidden elements.
  public private(set) var nodes: NodeSet
  /// How many elements with text were hidden by style or attribute.
  public private(set) var hiddenCount = 0
  /// How many images were too small to be seen: tracking pixels.
  public private(set) var pixelCount = 0

  /// Finds the hidden parts of a document. `comparesColors` looks for text in the colour of its
  /// background, as mails use it.
  public init(of document: HTMLDocument, comparesColors: Bool = false) {
    nodes = NodeSet(for: document)
    let hasTeX = document.nodes.contains { $0.tag == .tex }
    let hasMath = document.nodes.contains { $0.tag == .math }
    // The colour behind each open element, with the place at which it ends.
    var backgrounds: [(end: Int, color: UInt32)] = []
    var place = 1
    let count = document.nodes.count
    while place < count {
      let tag = document.tag(place)
      if tag == .text {
        place += 1
        continue
      }
      if tag == .img, hasMath, Self.repeatsFormula(document, place, nodes) {
        nodes.insert(place)
      } else if tag == .img, Self.isPixel(document, place) {
        nodes.insert(place)
        pixelCount += 1
      } else if HTMLTag.unseen.contains(tag) {
        nodes.insert(place)
        place = document.end(of: place)
        continue
      } else {
        while let last = backgrounds.last, last.end <= place { backgrounds.removeLast() }
        if Self.isHidden(document, place, comparesColors, &backgrounds)
          && !(hasMath && Self.isOnlyFormula(document, place))
          || (hasTeX && Self.isRenderedTeX(document, place))
        {
          nodes.insert(place)
          hiddenCount += 1
          place = document.end(of: place)
          continue
        }
      }
      place += 1
    }
  }

  private static func isHidden(
    _ document: HTMLDocument, _ node: Int, _ comparesColors: Bool,
    _ backgrounds: inout [(end: Int, color: UInt32)]
  ) -> Bool {
    if let value = document.value(.hidden, of: node), !ASCIIWords.equals(value, "until-found"),
      !ASCIIWords.equals(value, "false")
    {
      return true
    }
    if let names = document.value(.class, of: node), ASCIIWords.contains(names, "katex-html") {
      return hasSource(document, besides: node)
    }
    var color: UInt32?
    if let text = document.value(.style, of: node) {
      let style = InlineStyle(text)
      if style.hides { return true }
      if comparesColors {
        color = style.color
        if let background = style.background {
          backgrounds.append((document.end(of: node), background))
        }
      }
    }
    guard comparesColors else { return false }
    if let value = document.value(.bgcolor, of: node), let background = InlineStyle.color(value) {
      backgrounds.append((document.end(of: node), background))
    }
    if let value = document.value(.color, of: node) { color = InlineStyle.color(value) }
    guard let color else { return false }
    if let background = backgrounds.last?.color { return color == background }
    // Without a style sheet the page is white.
    return color == 0xFFFFFF && !document.hasStyleSheet
  }

  /// Nodes of an element that are searched for what belongs to one formula.
  private static let nearNodes = 2_000

  /// True where a formula that is drawn has its source beside it or around it.
  private static func hasSource(_ document: HTMLDocument, besides node: Int) -> Bool {
    let around = document.parent(node)
    guard document.end(of: around) - around <= nearNodes else { return true }
    if document.first(.math, in: around) != nil { return true }
    var place = around
    for _ in 0..<4 where place != 0 {
      if MathSource.attributes.contains(where: { document.has($0, place) }) { return true }
      place = document.parent(place)
    }
    return false
  }

  /// A formula that is hidden alone stands there for who cannot see the picture of it.
  private static func isOnlyFormula(_ document: HTMLDocument, _ node: Int) -> Bool {
    var inside = document.children(of: node)
    guard let only = inside.next(), document.tag(only) == .math, inside.next() == nil else {
      return false
    }
    return MathSource(document, only) != nil
  }

  /// True where a picture shows the formula that stands right before it.
  private static func repeatsFormula(
    _ document: HTMLDocument, _ node: Int, _ hidden: NodeSet
  ) -> Bool {
    guard let words = document.value(.alt, of: node), !words.isEmpty else { return false }
    let around = document.parent(node)
    guard document.end(of: around) - around <= nearNodes,
      let math = document.first(.math, in: around), math < node, !hidden.contains(math),
      let source = MathSource(document, math)
    else { return false }
    return MathSource.folded(words) == source.tex
  }

  /// What MathJax 2 drew beside the script that holds the formula itself.
  private static func isRenderedTeX(_ document: HTMLDocument, _ node: Int) -> Bool {
    guard let names = document.value(.class, of: node) else { return false }
    return ASCIIWords.contains(names, "mathjax")
  }

  private static func isPixel(_ document: HTMLDocument, _ node: Int) -> Bool {
    var width = document.value(.width, of: node).flatMap(InlineStyle.length)
    var height = document.value(.height, of: node).flatMap(InlineStyle.length)
    if let text = document.value(.style, of: node) {
      let style = InlineStyle(text)
      if style.hides { return true }
      width = style.width.map(Double.init) ?? width
      height = style.height.map(Double.init) ?? height
    }
    guard let width, let height else { return width == 0 || height == 0 }
    return width <= 2 && height <= 2
  }
}
