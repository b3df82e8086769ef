import Shared

/// A mail's HTML that is to become Markdown.
public struct MailBodyRequest: Sendable {
  /// The HTML: hostile.
  public var html: [UInt8]
  /// The character set of the bytes; what the HTML says of it counts where this is nil.
  public var charset: String?
  /// The address that stands for each content identifier (RFC 2392), without angle brackets.
  public var contentIDs: [String: String]
  /// The parts that are wanted, by the lines of ``MarkdownResult/lines``; nil for everything.
  public var pieces: [BodyPiece]?
  /// The number of the first `data:` image, which is named `image-1.png` and so on.
  public var firstImage: Int

  /// A request for everything in the HTML, or for those pieces.
  public init(
    _ html: [UInt8], charset: String? = nil, contentIDs: [String: String] = [:],
    pieces: [BodyPiece]? = nil, firstImage: Int = 1
  ) {
    self.html = html
    self.charset = charset
    self.contentIDs = contentIDs
    self.pieces = pieces
    self.firstImage = firstImage
  }

  /// The request as it goes to a sandbox child.
  var frame: SandboxFrame {
    let pairs = contentIDs.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    return SandboxFrame(
      header: .members([
        "kind": "mailBody", "charset": charset.map { .string($0) },
        "contentIDs": .object(JSONObject(pairs)),
        "pieces": pieces.map { .array($0.map(\.json)) },
        "firstImage": .int(Int64(firstImage)),
      ]), parts: [html])
  }

  /// Reads it back; nil where there is no HTML.
  init?(_ frame: SandboxFrame) {
    guard let html = frame.parts.first else { return nil }
    let header = frame.header
    var contentIDs: [String: String] = [:]
    for member in header["contentIDs"]?.objectValue?.members ?? [] {
      contentIDs[member.key] = member.value.stringValue
    }
    self.init(
      html, charset: header["charset"]?.stringValue, contentIDs: contentIDs,
      pieces: header["pieces"]?.arrayValue?.map { BodyPiece($0) },
      firstImage: Int(header["firstImage"]?.intValue ?? 1))
  }
}
