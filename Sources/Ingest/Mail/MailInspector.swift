import Shared

/// What the parser sees in a mail, as one line of JSON for people and for measurements.
public struct MailInspector {
  private var line = JSONLine(capacity: 65_536)

  /// A new inspector; it can be used for any number of mails.
  public init() {}

  /// One line for a message: decoded headers, leaves in order, warnings.
  ///
  /// Text is given as text; other content as its length and SHA-256 after the transfer encoding.
  public mutating func describe(path: String, message: [UInt8]) -> [UInt8] {
    line = JSONLine(capacity: message.count + 1_024)
    let mail = MailParser.parse(message)
    var warnings = mail.warnings
    line.beginObject()
    line.add("file", path)
    addHeaders(mail, &warnings)
    line.beginArray("leaves")
    for index in mail.parts.indices where mail.parts[index].isLeaf {
      addLeaf(mail, index, &warnings)
    }
    line.endArray()
    line.add("truncated", warnings.isTruncated)
    line.beginArray("warnings")
    for warning in warnings.all { line.add(nil, warning.rawValue) }
    line.endArray()
    line.endObject()
    line.endLine()
    return line.bytes
  }

  /// Parses a message and decodes its headers and every leaf, as ``describe(path:message:)`` does
  /// but without digests and JSON; returns the number of leaves.
  public static func decodeCompletely(_ message: [UInt8]) -> Int {
    let mail = MailParser.parse(message)
    var seen = 0
    seen &+= mail.subject()?.utf8.count ?? 0
    seen &+= mail.addresses(.from).count
    seen &+= mail.addresses(.to).count
    seen &+= mail.addresses(.cc).count
    seen &+= Int(truncatingIfNeeded: mail.date() ?? 0)
    seen &+= mail.messageID()?.utf8.count ?? 0
    var leaves = 0
    for index in mail.parts.indices where mail.parts[index].isLeaf {
      leaves += 1
      seen &+= mail.fileName(of: index)?.utf8.count ?? 0
      seen &+= mail.contentID(of: index)?.utf8.count ?? 0
      seen &+= mail.mediaType(of: index).utf8.count
      if mail.parts[index].kind.isText {
        seen &+= mail.text(of: index).text.utf8.count
      } else {
        seen &+= mail.content(of: index).bytes.count
      }
    }
    // What was decoded is used, so that no decoding can be left out.
    return seen == Int.min ? 0 : leaves
  }

  private mutating func addHeaders(_ mail: ParsedMail, _ warnings: inout MailWarnings) {
    line.beginObject("headers")
    line.add("subject", mail.subject())
    if mail.hasCutHeaders { warnings.insert(.longField) }
    addAddresses("from", mail.addresses(.from))
    addAddresses("to", mail.addresses(.to))
    addAddresses("cc", mail.addresses(.cc))
    line.add("date", mail.date())
    line.add("message_id", mail.messageID())
    line.endObject()
  }

  private mutating func addAddresses(_ key: StaticString, _ mailboxes: [MailAddress]) {
    line.beginArray(key)
    for mailbox in mailboxes {
      line.beginObject()
      line.add("name", mailbox.name)
      line.add("address", mailbox.address)
      line.endObject()
    }
    line.endArray()
  }

  private mutating func addLeaf(_ mail: ParsedMail, _ index: Int, _ warnings: inout MailWarnings) {
    let part = mail.parts[index]
    line.beginObject()
    line.add("type", mail.mediaType(of: index))
    if part.kind.isText {
      let decoded = mail.text(of: index)
      warnings.formUnion(decoded.warnings)
      line.add("kind", "text")
      line.add("text", decoded.text)
      line.add("bytes", Int64(decoded.text.utf8.count))
    } else {
      let content = mail.content(of: index)
      if content.isDamaged { warnings.insert(.damagedEncoding) }
      line.add("kind", "binary")
      line.add("sha256", SHA256.hexDigest(of: content.bytes))
      line.add("bytes", Int64(content.bytes.count))
    }
    line.add("filename", mail.fileName(of: index))
    line.add("content_id", mail.contentID(of: index))
    line.add("inline", part.isInline)
    line.endObject()
  }
}
