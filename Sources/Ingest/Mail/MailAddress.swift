/// A mailbox as a header names it: what a person reads and where mail goes.
public struct MailAddress: Sendable, Equatable {
  /// The display name, decoded; nil where none is given.
  public var name: String?
  /// `local@domain` as written, without comments; nil where the header holds only a name.
  public var address: String?

  /// A mailbox of these parts.
  public init(name: String?, address: String?) {
    self.name = name
    self.address = address
  }
}
