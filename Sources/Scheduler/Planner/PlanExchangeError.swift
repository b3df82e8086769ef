/// A problem's exchange form lacks a member or holds it in the wrong type.
public struct PlanExchangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The member.
  public let member: String

  /// An error about that member.
  init(_ member: String) {
    self.member = member
  }

  /// One line that names the member.
  public var description: String { "planning problem: '\(member)' is missing or malformed" }
}
