/// Limits on one capture; what exceeds one is refused or cut, as said.
public enum CaptureLimits {
  /// Bytes of a capture's JSON, decompressed; a larger one is refused. It lies above `htmlBytes`,
  /// since quotes of the page are escaped in JSON and a screenshot may come along.
  public static let bodyBytes = 29_360_128
  /// Bytes of the page's HTML; more is refused.
  public static let htmlBytes = 20_971_520
  /// Bytes of an address; a longer one is refused.
  public static let addressBytes = 8_192
  /// Characters of a title that a browser sends; a longer one is refused.
  public static let titleCharacters = 2_000
  /// Selections of one capture; more are refused.
  public static let selections = 100
  /// Bytes of all selections; more are refused.
  public static let selectionBytes = 2_097_152
  /// Characters of a note; a longer one is refused.
  public static let noteCharacters = 20_000
  /// Bytes of a screenshot, and of a picture that was pointed at; a larger one is refused.
  public static let pictureBytes = 6_291_456
  /// Tags of one capture; more are refused.
  public static let tags = 50
  /// Characters of the article that a task's description holds; the reader has all of it.
  public static let articleCharacters = 100_000
  /// Bytes of an article that is kept for the reader; a longer one is cut.
  public static let readableBytes = 4_194_304
  /// Characters of new paragraphs that a comment quotes when a page has changed.
  public static let quotedCharacters = 2_000
  /// Hashes of selections and notes that are remembered of one page.
  public static let seenHashes = 500
  /// Further captures of one page whose news are remembered; of older ones it is forgotten.
  public static let parts = 500
  /// Addresses under which one page is known.
  public static let addresses = 8
  /// Saved pages in one answer.
  public static let listed = 100
  /// Projects and tags in one answer.
  public static let targets = 1_000
  /// Tries of a discard that wait for an object store that is away, about nine hours; after them the
  /// plain task comes of what was noted beside the capture.
  public static let discardTries = 15
  /// Pictures inside of a page (`data:` addresses) that are attached; later ones stay words.
  public static let embeddedPictures = 50
  /// Bytes of one such picture; a larger one stays words.
  public static let embeddedPictureBytes = 6_291_456
  /// Bytes of all such pictures of one page or selection.
  public static let embeddedPicturesBytes = 14_680_064
  /// Seconds that one request to a child that reads the page may take.
  public static let readingSeconds = 20.0
}
