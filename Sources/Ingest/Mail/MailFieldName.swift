/// The header fields that the pipeline reads; every other field is `other` and found by its name.
public enum MailFieldName: UInt8, Sendable {
  case other
  case from, sender, replyTo, to, cc, bcc, subject, date
  case messageID, inReplyTo, references
  case contentType, contentTransferEncoding, contentDisposition, contentID
  case received, returnPath, deliveredTo, autoSubmitted, precedence, listID
  case authenticationResults, mimeVersion

  /// Recognises a field name in any case.
  @inline(__always)
  static func recognise(_ bytes: Span<UInt8>, _ range: Range<Int>) -> MailFieldName {
    let candidates: (StaticString, MailFieldName)
    switch range.count {
    case 2:
      if ByteSearch.equals(bytes, range, "to") { return .to }
      candidates = ("cc", .cc)
    case 3: candidates = ("bcc", .bcc)
    case 4:
      if ByteSearch.equals(bytes, range, "from") { return .from }
      candidates = ("date", .date)
    case 6: candidates = ("sender", .sender)
    case 7:
      if ByteSearch.equals(bytes, range, "subject") { return .subject }
      candidates = ("list-id", .listID)
    case 8:
      if ByteSearch.equals(bytes, range, "received") { return .received }
      candidates = ("reply-to", .replyTo)
    case 10:
      if ByteSearch.equals(bytes, range, "message-id") { return .messageID }
      if ByteSearch.equals(bytes, range, "content-id") { return .contentID }
      if ByteSearch.equals(bytes, range, "precedence") { return .precedence }
      candidates = ("references", .references)
    case 11:
      if ByteSearch.equals(bytes, range, "in-reply-to") { return .inReplyTo }
      candidates = ("return-path", .returnPath)
    case 12:
      if ByteSearch.equals(bytes, range, "content-type") { return .contentType }
      if ByteSearch.equals(bytes, range, "mime-version") { return .mimeVersion }
      candidates = ("delivered-to", .deliveredTo)
    case 14: candidates = ("auto-submitted", .autoSubmitted)
    case 19: candidates = ("content-disposition", .contentDisposition)
    case 22: candidates = ("authentication-results", .authenticationResults)
    case 25: candidates = ("content-transfer-encoding", .contentTransferEncoding)
    default: return .other
    }
    return ByteSearch.equals(bytes, range, candidates.0) ? candidates.1 : .other
  }
}
