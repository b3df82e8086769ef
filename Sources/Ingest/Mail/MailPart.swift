/// One node of a mail's tree: a container, an embedded message or a leaf with content.
///
/// A part holds only numbers: places in the mail's buffers and header fields, so that a message of
/// many parts costs no allocation for each.
public struct MailPart: Sendable {
  /// What its media type means to a reader.
  public internal(set) var kind: MediaKind
  /// How its content is written.
  public internal(set) var encoding: TransferEncoding
  /// True where Content-Disposition says `attachment`.
  public internal(set) var isAttachment: Bool
  /// True where Content-Disposition says `inline`.
  public internal(set) var isInline: Bool
  /// The index of the containing part, or -1 for the message itself.
  public internal(set) var parent: Int
  /// Containers around it.
  public internal(set) var depth: Int
  /// The buffer that its places refer to.
  var buffer: Int
  /// Its header fields in the mail's list.
  var fields: Range<Int>
  /// Its content as written, without the line end that belongs to the boundary after it.
  var body: Range<Int>
  /// `type/subtype` as written, empty where none is valid.
  var mediaType: Range<Int>
  /// The charset parameter as written, empty where there is none.
  var charset: Range<Int>
  /// The value of Content-Type, empty where there is none.
  var contentType: Range<Int>
  /// The value of Content-Disposition, empty where there is none.
  var disposition: Range<Int>
  /// The value of Content-ID, empty where there is none.
  var contentID: Range<Int>
  /// True where the content or the header was cut by a limit.
  var isCut: Bool

  /// True for parts that hold content rather than other parts.
  public var isLeaf: Bool { !kind.isMultipart && kind != .message }
}
