/// An HTML document as a tree of elements and text.
///
/// The tree stands in flat arrays in document order: a node is its place in them, node 0 is the
/// root, and the descendants of `node` are the places `node + 1 ..< end(of: node)`. Reading never
/// fails: what is broken is repaired as browsers do, what exceeds `HTMLLimits` is cut and marked.
///
/// libxml2 reads the markup, so outside bytes are given to it only inside a sandbox child.
public struct HTMLDocument: Sendable {
  /// Every node, in document order.
  var nodes: [HTMLNode] = []
  /// The attributes of all elements, in the order of these.
  var attributes: [HTMLAttribute] = []
  /// The text that nodes and attributes refer to by range.
  var bytes: [UInt8] = []

  /// The character set the document was read in, by its WHATWG name.
  public internal(set) var charset = "utf-8"
  /// True where something was cut because a limit was reached.
  public internal(set) var isTruncated = false
  /// The contents of `data:` addresses of images, in order; an attribute refers to one by
  /// `data:#` and its place here. Each holds the whole address.
  public internal(set) var embedded: [[UInt8]] = []
  /// The bodies of `application/ld+json` scripts, in order, in UTF-8.
  public internal(set) var structuredData: [[UInt8]] = []
  /// True where elements may keep the TeX that they draw in attributes.
  private(set) var carriesFormulas = false
  /// True where the document has rules of style beside its attributes.
  public internal(set) var hasStyleSheet = false
  /// The address of the document, where it is known.
  public internal(set) var baseAddress: String?

  /// A document without nodes but its root.
  init() {
    nodes.append(HTMLNode(tag: .document, parent: 0, end: 1, first: 0, count: 0))
  }

  /// Reads a document. Never fails: bytes that are no HTML give a tree of their text.
  public init(_ bytes: [UInt8], hints: HTMLHints = HTMLHints()) {
    var source = bytes
    var isCut = false
    if source.count > HTMLLimits.documentBytes {
      source.removeLast(source.count - HTMLLimits.documentBytes)
      isCut = true
    }
    let (text, charset) = HTMLEncoding.decode(source, hint: hints.charset)
    var scrubber = HTMLScrubber(text)
    scrubber.run()
    let builder = HTMLTreeBuilder(capacity: scrubber.output.count)
    HTMLParser.parse(scrubber.output, into: builder)
    self = builder.finish()
    self.charset = charset
    embedded = scrubber.embedded
    structuredData = scrubber.structuredData
    hasStyleSheet = scrubber.hasStyleSheet
    isTruncated = isCut || scrubber.isTruncated || builder.isTruncated
    baseAddress = hints.baseAddress
    carriesFormulas = attributes.contains { MathSource.attributes.contains($0.name) }
  }
}
