/// A document as Markdown, with what came along.
public struct MarkdownResult: Sendable {
  /// CommonMark with GFM's tables, strikethrough, task lists and footnotes.
  public var markdown: String
  /// The `data:` images that the Markdown refers to.
  public var embedded: [EmbeddedImage] = []
  /// How many elements were hidden from the reader and left out.
  public var hiddenCount = 0
  /// How many tracking pixels were left out.
  public var pixelCount = 0
  /// How many `data:` images were left out that a reader would have seen.
  public var leftOutPictureCount = 0
  /// The text of a mail in lines, as a plain mail would have it; empty for pages.
  public var lines = ""
  /// The Markdown of each piece that was asked for; nil where none was, or one cannot be cut out.
  public var pieces: [String]?
  /// True where a limit cut something.
  public var isTruncated = false
}
