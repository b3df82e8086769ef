/// Limits on a form that a mail provider posts; a form beyond one is refused whole.
public enum FormLimits {
  /// Parts of one form, files included.
  public static let parts = 1_000
  /// Bytes of the header of one part.
  public static let headerBytes = 16_384
  /// Bytes of a boundary (RFC 2046 section 5.1.1).
  public static let boundaryBytes = 70
  /// Bytes of a part's name.
  public static let nameBytes = 1_024
}
