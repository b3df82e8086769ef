/// What the way in answered.
enum DemoReceipt: Equatable, Sendable {
  /// Accepted; the number of the job that makes the task.
  case accepted(job: String)
  /// Refused: no such address.
  case unknownAddress
  /// Refused otherwise, with the status and what it said.
  case refused(status: Int, String)
}
