import FoundationEssentials

/// What the way in answered.
enum DemoReceipt: Equatable, Sendable {
  /// Accepted now or earlier, as this input.
  case accepted(input: UUID)
  /// Refused: no such address.
  case unknownAddress
  /// Refused otherwise, with the status and what it said.
  case refused(status: Int, String)
}
