public import Shared

/// What makes two deliveries the same mail: the address, the message's own identity, its content.
public struct MailIdentity: Sendable, Equatable {
  /// The key of `raw_inputs`: SHA-256 over address, identity and content, in hexadecimal.
  public let key: String
  /// The Message-ID, nil where the mail has none.
  public let messageID: String?
  /// SHA-256 over all decoded leaves in order, in hexadecimal.
  public let content: String

  /// The identity of a mail that came to an address.
  ///
  /// Line ends do not count, since each way of delivery has its own; neither do trace headers.
  public init(_ mail: ParsedMail, recipient: InboundRecipient) {
    var leaves = SHA256()
    for index in mail.parts.indices where mail.parts[index].isLeaf {
      let part = mail.parts[index]
      let content =
        part.kind.isText ? Array(mail.text(of: index).text.utf8) : mail.content(of: index).bytes
      // Only what an encoding protects keeps its line ends on the way.
      let isOpen = part.kind.isText || part.encoding == .identity
      let bytes = isOpen ? Self.withoutLineEnds(content) : Self.withoutFinalLineEnd(content)
      Self.add(mail.mediaType(of: index), to: &leaves)
      leaves.update(Self.length(bytes.count))
      leaves.update(bytes)
    }
    let content = Hex.encode(leaves.finish())
    messageID = mail.messageID()
    var whole = SHA256()
    Self.add(recipient.address, to: &whole)
    if let messageID {
      Self.add("id " + messageID, to: &whole)
    } else {
      Self.add(mail.date().map { "date \($0)" } ?? "date", to: &whole)
      Self.add(mail.addresses(.from).first?.address ?? "", to: &whole)
      Self.add(mail.subject() ?? "", to: &whole)
    }
    Self.add(content, to: &whole)
    self.content = content
    key = Hex.encode(whole.finish())
  }

  /// Adds a text with its length in front, so that no two lists of texts look alike.
  private static func add(_ text: String, to hash: inout SHA256) {
    let bytes = Array(text.utf8)
    hash.update(length(bytes.count))
    hash.update(bytes)
  }

  private static func length(_ count: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt64(count).bigEndian) { Array($0) }
  }

  private static func withoutLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    result.removeAll { $0 == Byte.carriageReturn }
    return withoutFinalLineEnd(result)
  }

  private static func withoutFinalLineEnd(_ bytes: [UInt8]) -> [UInt8] {
    var end = bytes.count
    while end > 0, bytes[end - 1] == Byte.lineFeed || bytes[end - 1] == Byte.carriageReturn {
      end -= 1
    }
    return Array(bytes[..<end])
  }
}
