/// Limits on the task that a mail becomes.
public enum ReadingLimits {
  /// Characters of a title that is made of the body's first line.
  public static let titleCharacters = 120
  /// Characters of the description; the rest stays in the raw message.
  public static let descriptionCharacters = 150_000
  /// Characters of quoted history kept beside the description.
  public static let quotedCharacters = 50_000
  /// Bytes of HTML that are converted; longer bodies are shown as their plain text.
  public static let htmlBytes = 2_097_152
  /// Stretches of one body whose HTML is converted; further ones are shown as their words.
  public static let convertedPieces = 8
  /// Bytes of a text whose words are compared with those of the mail's other version; longer mails are
  /// shown as their plain text where that is cut.
  public static let comparedBytes = 4_194_304
  /// Parts of a mail whose use is kept with the task.
  public static let explainedParts = 50
  /// Characters of a held mail's text that are shown before it is released.
  public static let previewCharacters = 5_000
}
