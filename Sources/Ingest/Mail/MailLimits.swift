/// Limits on one mail; reaching one cuts there and marks the result as truncated.
public enum MailLimits {
  /// Bytes of a raw message that are accepted.
  public static let messageBytes = 26_214_400
  /// Multiparts and embedded messages inside each other; what lies deeper stays one opaque part.
  public static let depth = 100
  /// Parts of one message, containers included; what follows is not read.
  public static let parts = 10_000
  /// Header fields of all parts together that are kept; later ones are skipped.
  public static let fields = 10_000
  /// Bytes of one decoded header value.
  public static let fieldBytes = 262_144
  /// Encoded words (RFC 2047) decoded in one header value; the rest stays as it was written.
  public static let encodedWords = 10_000
  /// Mailboxes read from one address field.
  public static let addresses = 2_000
  /// Parameters read from one Content-Type or Content-Disposition field.
  public static let parameters = 1_000
  /// Bytes of one decoded parameter, such as a file name.
  public static let parameterBytes = 4_096
  /// Bytes that decoding transfer encodings of embedded messages may add, all levels together.
  public static let embeddedBytes = 52_428_800
  /// Message identifiers read from one References field; the last ones count.
  public static let references = 100
  /// Tries of a discard that wait for an object store that is away, about nine hours; after them the
  /// plain task comes without its raw message.
  public static let discardTries = 15
}
