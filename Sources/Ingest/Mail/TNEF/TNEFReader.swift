/// Reads Outlook's winmail.dat (Transport Neutral Encapsulation Format, MS-OXTNEF).
///
/// The stream is a list of attributes with their lengths; attachments begin with their rendering
/// data. Every length is checked against the bytes that are there, and what is cut off ends the
/// list.
public struct TNEFReader {
  /// The files in the stream, with names and bytes.
  public private(set) var attachments: [MailAttachment] = []
  /// The message's HTML or plain text, where the stream holds it.
  public private(set) var body: String?
  /// True where the stream ended before its time or a limit was reached.
  public private(set) var isCut = false

  private var cursor: TNEFCursor
  private var current: MailAttachment?

  private init(_ bytes: [UInt8]) {
    cursor = TNEFCursor(bytes)
  }

  /// Reads a stream; nil where the bytes are none.
  public static func read(_ bytes: [UInt8]) -> TNEFReader? {
    var reader = TNEFReader(bytes)
    // The signature of section 2.1.3.1, then a key that means nothing.
    guard reader.cursor.word32() == 0x223E_9F78, reader.cursor.word16() != nil else { return nil }
    reader.readAttributes()
    return reader
  }

  private enum Attribute {
    static let attachmentRendering: UInt32 = 0x0006_9002
    static let attachmentData: UInt32 = 0x0006_800F
    static let attachmentTitle: UInt32 = 0x0001_8010
    static let attachmentProperties: UInt32 = 0x0006_9005
    static let messageProperties: UInt32 = 0x0006_9003
    static let body: UInt32 = 0x0002_800C
  }

  private mutating func readAttributes() {
    for _ in 0..<TNEFLimits.attributes {
      guard let level = cursor.byte() else {
        finishAttachment()
        return
      }
      guard level == 1 || level == 2, let id = cursor.word32(), let length = cursor.word32(),
        let data = cursor.take(Int(length)), cursor.word16() != nil
      else {
        isCut = true
        finishAttachment()
        return
      }
      handle(id, data)
    }
    isCut = true
    finishAttachment()
  }

  private mutating func handle(_ id: UInt32, _ data: ArraySlice<UInt8>) {
    switch id {
    case Attribute.attachmentRendering:
      finishAttachment()
      current = MailAttachment(name: "", claimedType: "", contentID: nil, bytes: [])
    case Attribute.attachmentTitle:
      if current?.name.isEmpty == true { current?.name = Self.narrow(data) }
    case Attribute.attachmentData: current?.bytes = Array(data)
    case Attribute.attachmentProperties: readAttachmentProperties(data)
    case Attribute.messageProperties: readMessageProperties(data)
    case Attribute.body: body = body ?? Self.narrow(data)
    default: break
    }
  }

  private mutating func finishAttachment() {
    guard var attachment = current else { return }
    current = nil
    guard !attachment.bytes.isEmpty, attachments.count < AttachmentLimits.count else { return }
    if attachment.claimedType.isEmpty { attachment.claimedType = "application/octet-stream" }
    attachment.name = AttachmentName.clean(attachment.name, mediaType: attachment.claimedType)
    attachments.append(attachment)
  }

  private mutating func readAttachmentProperties(_ data: ArraySlice<UInt8>) {
    var properties = TNEFProperties(Array(data))
    while let property = properties.next() {
      switch property.id {
      // PidTagAttachLongFilename, PidTagAttachMimeTag, PidTagAttachContentId, PidTagAttachDataBinary.
      case 0x3707: if let text = property.text { current?.name = text }
      case 0x370E: if let text = property.text { current?.claimedType = text.lowercased() }
      case 0x3712: current?.contentID = property.text
      case 0x3701:
        if current?.bytes.isEmpty == true, let bytes = property.object { current?.bytes = bytes }
      default: break
      }
    }
    isCut = isCut || properties.isCut
  }

  private mutating func readMessageProperties(_ data: ArraySlice<UInt8>) {
    var properties = TNEFProperties(Array(data))
    while let property = properties.next() {
      // PidTagBodyHtml, PidTagBody.
      if property.id == 0x1013 || property.id == 0x1000, let text = property.text {
        body = body ?? text
      }
    }
  }

  /// Text of one byte a character, ended by a NUL.
  private static func narrow(_ data: ArraySlice<UInt8>) -> String {
    let text = Array(data.prefix { $0 != 0 })
    return Charset.unlabelled.decode(text.span, 0..<text.count)
  }
}
