/// Limits on the Markdown that is written; what exceeds one is written flatter.
public enum MarkdownLimits {
  /// Quotes and lists inside one another.
  public static let containerDepth = 24
  /// Cells of one table; a larger one is written as paragraphs.
  public static let tableCells = 20_000
  /// Columns of one table.
  public static let tableColumns = 100
  /// Bytes of one link's address; a longer one is left out.
  public static let addressBytes = 4_096
}
