/// How a document is to be written as Markdown.
public struct MarkdownOptions: Sendable {
  /// What becomes of images.
  public enum Images: Sendable {
    /// An image with its absolute address.
    case addresses
    /// The image's own words; only images that came along (`cid:`, `data:`) stay images.
    case words
  }

  /// What becomes of images.
  public var images: Images
  /// The address that stands for each content identifier (RFC 2392), without angle brackets.
  public var contentIDs: [String: String]
  /// True where links keep their addresses.
  public var keepsLinks: Bool
  /// The address that stands for each `data:` image, by its place among the document's.
  var pictures: [Int: String] = [:]

  /// Options with these values.
  public init(
    images: Images = .addresses, contentIDs: [String: String] = [:], keepsLinks: Bool = true
  ) {
    self.images = images
    self.contentIDs = contentIDs
    self.keepsLinks = keepsLinks
  }
}
