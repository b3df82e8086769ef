/// A document that an event names. Bytes inside a calendar (BASE64) are not kept: only that they
/// are there.
public struct CalendarAttachment: Hashable, Sendable {
  /// The address; nil where the bytes stand in the calendar itself.
  public let address: String?
  /// FMTTYPE: the media type that is claimed.
  public let mediaType: String?
  /// FILENAME, as the sender wrote it.
  public let fileName: String?

  /// The document of an ATTACH property.
  public init(_ property: ICalendarProperty) {
    let isInline =
      property.parameter("VALUE")?.uppercased() == "BINARY"
      || property.parameter("ENCODING")?.uppercased() == "BASE64"
    address = isInline ? nil : property.value
    mediaType = property.parameter("FMTTYPE")
    fileName = property.parameter("FILENAME") ?? property.parameter("X-FILENAME")
  }
}
