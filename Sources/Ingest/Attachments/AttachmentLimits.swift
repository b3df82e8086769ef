/// Limits on attachments.
public enum AttachmentLimits {
  /// Attachments stored from one message; later ones stay in the raw message only.
  public static let count = 200
  /// Bytes of one stored attachment.
  public static let bytes = 26_214_400
  /// Characters of a cleaned file name, as the app's column holds them.
  public static let nameCharacters = 200
  /// Bytes of a cleaned file name, as file systems hold them.
  public static let nameBytes = 240
  /// Bytes from the start of a file that its type is told from.
  public static let typedBytes = 262_144
}
