/// Why the embedded PostgreSQL could not be made, started or stopped.
public struct ClusterError: Error, CustomStringConvertible {
  /// What happened and what to do about it.
  public let description: String

  /// An error of that description.
  init(_ description: String) {
    self.description = description
  }
}
