/// An opened folder of a mailbox.
public struct IMAPFolder: Hashable, Sendable {
  /// The number under which message UIDs count (RFC 3501 section 2.3.1.1): with another one, every
  /// UID means another message.
  public var uidValidity: UInt32
  /// How many messages it holds.
  public var messages: UInt32

  /// A folder of those facts.
  public init(uidValidity: UInt32, messages: UInt32) {
    self.uidValidity = uidValidity
    self.messages = messages
  }
}
