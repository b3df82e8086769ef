/// Limits on winmail.dat.
public enum TNEFLimits {
  /// Attributes read from one stream.
  public static let attributes = 20_000
  /// Properties read from one attribute.
  public static let properties = 5_000
  /// Values of one property.
  public static let values = 1_000
}
