/// Limits on the Markdown that is written; what exceeds one is written flatter.
public enum MarkdownLimits {
  /// Quotes and lists inside one another.
  public static let containerDepth = 24
  /// Cells of one table; a larger one is written as paragraphs.
  public static let tableCells = 20_000
  /// Columns of one table.
  public static let tableColumns = 100
  /// Nodes of one formula without TeX; a larger one is written as its words.
  public static let formulaNodes = 10_000
  /// Elements of such a formula inside one another; what lies deeper is written as words.
  public static let formulaDepth = 60
  /// Bytes of the TeX that an attribute holds; a longer value is taken for something else.
  public static let formulaBytes = 4_096
  /// Bytes of one link's address; a longer one is left out.
  public static let addressBytes = 4_096
}
