/// Sizes of the work buffers of (de)compression.
public enum CompressionLimits {
  /// Bytes inflated at a time.
  public static let chunkBytes = 64 * 1024
}
