/// What the parser and its readers have to tell apart about a part's media type (RFC 2046).
public enum MediaKind: UInt8, Sendable {
  /// `text/plain`, also where no or no valid type is given.
  case plainText
  /// `text/html`.
  case html
  /// `text/calendar`, an invitation (RFC 5545).
  case calendar
  /// Any other `text`.
  case otherText
  /// `multipart/alternative`: the same content in several forms, best last.
  case alternative
  /// `multipart/related`: one object of several parts (RFC 2387).
  case related
  /// `multipart/digest`: parts are messages unless they say otherwise.
  case digest
  /// `multipart/signed`: the first part is the content (RFC 1847).
  case signed
  /// `multipart/encrypted` (RFC 1847).
  case encrypted
  /// `multipart/report`, a delivery status or receipt (RFC 6522).
  case report
  /// `multipart/mixed` and every unknown multipart.
  case mixed
  /// `message/rfc822`, `message/global` or `message/news`: a whole message.
  case message
  /// `message/delivery-status` (RFC 3464) and its like: fields as content.
  case status
  /// `application/ms-tnef`, Outlook's winmail.dat.
  case tnef
  /// `application/pkcs7-mime`: an S/MIME object, signed or encrypted.
  case smime
  /// Everything else.
  case other

  /// True for the kinds that only hold other parts.
  public var isMultipart: Bool {
    switch self {
    case .alternative, .related, .digest, .signed, .encrypted, .report, .mixed: true
    default: false
    }
  }

  /// True for the kinds whose content is text in a character set.
  public var isText: Bool {
    switch self {
    case .plainText, .html, .calendar, .otherText: true
    default: false
    }
  }

  /// The kind of `type/subtype`, each given by its range.
  @inline(__always)
  static func recognise(
    _ bytes: Span<UInt8>, type: Range<Int>, subtype: Range<Int>
  ) -> MediaKind {
    if ByteSearch.equals(bytes, type, "text") {
      if ByteSearch.equals(bytes, subtype, "plain") { return .plainText }
      if ByteSearch.equals(bytes, subtype, "html") { return .html }
      return ByteSearch.equals(bytes, subtype, "calendar") ? .calendar : .otherText
    }
    if ByteSearch.equals(bytes, type, "multipart") {
      return multipart(bytes, subtype)
    }
    if ByteSearch.equals(bytes, type, "message") {
      if ByteSearch.equals(bytes, subtype, "rfc822") { return .message }
      if ByteSearch.equals(bytes, subtype, "global") { return .message }
      if ByteSearch.equals(bytes, subtype, "news") { return .message }
      if ByteSearch.equals(bytes, subtype, "delivery-status") { return .status }
      if ByteSearch.equals(bytes, subtype, "global-delivery-status") { return .status }
      return ByteSearch.equals(bytes, subtype, "disposition-notification") ? .status : .other
    }
    guard ByteSearch.equals(bytes, type, "application") else { return .other }
    if ByteSearch.equals(bytes, subtype, "ms-tnef") { return .tnef }
    if ByteSearch.equals(bytes, subtype, "vnd.ms-tnef") { return .tnef }
    if ByteSearch.equals(bytes, subtype, "pkcs7-mime") { return .smime }
    return ByteSearch.equals(bytes, subtype, "x-pkcs7-mime") ? .smime : .other
  }

  private static func multipart(_ bytes: Span<UInt8>, _ subtype: Range<Int>) -> MediaKind {
    switch subtype.count {
    case 11: ByteSearch.equals(bytes, subtype, "alternative") ? .alternative : .mixed
    case 7: ByteSearch.equals(bytes, subtype, "related") ? .related : .mixed
    case 9: ByteSearch.equals(bytes, subtype, "encrypted") ? .encrypted : .mixed
    case 6:
      if ByteSearch.equals(bytes, subtype, "digest") {
        .digest
      } else if ByteSearch.equals(bytes, subtype, "signed") {
        .signed
      } else {
        ByteSearch.equals(bytes, subtype, "report") ? .report : .mixed
      }
    default: .mixed
    }
  }
}
