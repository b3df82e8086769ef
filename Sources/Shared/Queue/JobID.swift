/// The number of a job, unique in its database for ever.
public struct JobID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number as it stands in `pipeline.jobs.id`.
  public let rawValue: Int64

  /// The job of that number.
  public init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// The number in decimal.
  public var description: String { String(rawValue) }

  /// True where `lhs` was enqueued with the smaller number.
  public static func < (lhs: JobID, rhs: JobID) -> Bool {
    lhs.rawValue < rhs.rawValue
  }
}
