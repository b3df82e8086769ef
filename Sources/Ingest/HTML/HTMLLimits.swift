/// Limits on one HTML document; reaching one cuts there and marks the document as truncated.
public enum HTMLLimits {
  /// Bytes of a document that are read; what follows is cut.
  public static let documentBytes = 20_971_520
  /// Elements that may be open at once; deeper start tags are dropped, their content stays.
  public static let openElements = 512
  /// Nodes of one tree; what follows is cut.
  public static let nodes = 1_500_000
  /// Bytes of one attribute value; a longer one is dropped.
  public static let attributeBytes = 16_384
  /// Bytes of one `data:` address that is handed out; a longer one is dropped.
  public static let embeddedBytes = 10_485_760
  /// `data:` addresses that one document may hand out.
  public static let embeddedCount = 200
  /// Bytes of one block of structured data (JSON-LD); a longer one is dropped.
  public static let structuredBytes = 1_048_576
  /// Blocks of structured data that are kept.
  public static let structuredCount = 64
  /// Bytes at the start of a document in which a declared character set is looked for.
  public static let declarationBytes = 4_096
}
