/// Sizes and times of talking to an IMAP server.
public enum IMAPLimits {
  /// Seconds until a connection stands and its user is known to the server.
  public static let connectSeconds = 20
  /// Seconds that one command may take, the fetch of a message included.
  public static let commandSeconds = 120
  /// Seconds for which a server is asked to tell of news; RFC 2177 allows 29 minutes, but what lies
  /// between may forget a silent connection sooner.
  public static let idleSeconds = 540
  /// Seconds that taking leave may take.
  public static let logoutSeconds = 2
  /// Milliseconds between two looks at whether the work was called off.
  public static let sliceMilliseconds = 200
  /// Bytes of one answer of the server without its literals; a list of 100,000 messages fits.
  public static let lineBytes = 1_048_576
  /// Literals in one answer.
  public static let literals = 16
  /// Answers to one command.
  public static let answers = 10_000
  /// Bytes of a folder's name.
  public static let folderBytes = 1_000
}
