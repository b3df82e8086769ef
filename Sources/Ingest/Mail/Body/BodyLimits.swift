/// Limits on reading forwards, replies and signatures in a body.
public enum BodyLimits {
  /// Lines of a body in which forwards and quotes are looked for; the rest counts as text.
  public static let lines = 20_000
  /// Bytes of one line that are looked at.
  public static let lineBytes = 4_000
  /// Lines of the block of fields at the head of a forwarded mail, folded values included.
  public static let blockLines = 60
  /// Forwards inside each other that are unwrapped.
  public static let forwardDepth = 10
}
