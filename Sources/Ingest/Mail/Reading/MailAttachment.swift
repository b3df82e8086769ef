/// A file that came with a mail.
public struct MailAttachment: Sendable, Equatable {
  /// The cleaned name.
  public var name: String
  /// The type that the mail claims; what the file is, its content tells.
  public var claimedType: String
  /// The Content-ID by which the HTML refers to it, without brackets.
  public var contentID: String?
  /// Its bytes.
  public var bytes: [UInt8]
}
