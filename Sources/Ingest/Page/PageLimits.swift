/// Limits on one page; reaching one cuts there.
public enum PageLimits {
  /// Blocks of text that are weighed; what follows is left out.
  static let blocks = 1_000_000
  /// Blocks up to which each is weighed; no article has more.
  static let weighedBlocks = 12_000
  /// Blocks up to which a page counts as a small one, on which doubtful paragraphs are kept.
  static let fewBlocks = 12
  /// The probability from which a paragraph counts as doubtful.
  static let doubtfulScore: Float = 0.02
  /// Characters below which an article counts as not found.
  static let leastCharacters = 40
  /// Ancestors of a block that are looked at for what they say about it.
  static let ancestors = 24
  /// Bytes of a title, a name or another short field.
  static let fieldBytes = 1_000
  /// Bytes of a description.
  static let descriptionBytes = 4_000
  /// Nodes of structured data that are read.
  static let structuredNodes = 4_000
  /// Dates on one page that are looked at.
  static let shownDates = 400
  /// Bytes of one block in which dates are looked for.
  static let shownDateBytes = 400
}
