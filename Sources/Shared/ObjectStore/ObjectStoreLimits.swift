/// Times and counts of the object store's housekeeping.
public enum ObjectStoreLimits {
  /// Hours for which an object stays though no row names it: longer than any transaction between
  /// storing an object and committing the row that names it.
  public static let unnamedHours = 24
  /// Objects that one page of a sweep looks at.
  public static let sweepPage = 500
  /// Objects deleted under one transaction's locks.
  public static let sweepBatch = 20
}
