public import FoundationEssentials
public import Shared

/// What a browser captured, as it came in.
public struct CaptureRequest: Sendable {
  /// What was pointed at.
  public enum Kind: String, Sendable, CaseIterable {
    /// The page as a whole.
    case page
    /// A part of it that the reader had selected.
    case selection
    /// A link on it.
    case link
    /// A picture on it.
    case image
  }

  /// The id that the client chose; the same id again is the same capture.
  public var id: UUID
  /// What was pointed at.
  public var kind: Kind
  /// The page's address, as the browser shows it.
  public var address: String
  /// The page's title, as the browser shows it.
  public var title: String?
  /// The HTML of the live page in UTF-8; nil where none was sent.
  public var html: [UInt8]?
  /// The HTML of each selected range.
  public var selections: [String] = []
  /// Where the task goes; nil for no project.
  public var project: UUID?
  /// Tags for the task.
  public var tags: [String] = []
  /// What the person wrote beside it.
  public var note: String?
  /// The address of the link or the picture.
  public var target: String?
  /// The words of the link, or those that stand for the picture.
  public var targetText: String?
  /// The picture that was pointed at, where the browser had its bytes.
  public var picture: [UInt8]?
  /// A picture of the page.
  public var screenshot: [UInt8]?
  /// True where a verb is to lead the title.
  public var wantsVerb = false

  /// The address that the task is about: the link or the picture where one was pointed at.
  public var subject: String { target ?? address }

  /// Reads a capture; throws where it cannot be taken.
  public init(json: JSONValue) throws(CaptureRefusal) {
    guard let id = json["captureId"]?.stringValue.flatMap(UUID.init(uuidString:)) else {
      throw .invalid(pointer: "/captureId", detail: "must be a UUID")
    }
    self.id = id
    address = try Self.address(json["url"], "/url")
    title = json["title"]?.stringValue.flatMap(Self.words)
    let html = json["html"]?.stringValue
    if let html, html.utf8.count > CaptureLimits.htmlBytes {
      throw .tooLarge(limit: CaptureLimits.htmlBytes)
    }
    self.html = html.flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    selections = (json["selections"]?.arrayValue ?? []).compactMap(\.stringValue)
      .filter { !$0.isEmpty }
    guard selections.count <= CaptureLimits.selections,
      selections.reduce(0, { $0 + $1.utf8.count }) <= CaptureLimits.selectionBytes
    else { throw .tooLarge(limit: CaptureLimits.selectionBytes) }
    if let text = json["project"]?.stringValue {
      guard let project = UUID(uuidString: text) else {
        throw .invalid(pointer: "/project", detail: "must be a UUID")
      }
      self.project = project
    }
    tags = (json["tags"]?.arrayValue ?? []).compactMap(\.stringValue)
    note = json["note"]?.stringValue.flatMap { $0.trimmingBlanks.isEmpty ? nil : $0 }
    wantsVerb = json["verb"]?.boolValue ?? false
    if let link = json["link"], link.objectValue != nil {
      target = try Self.address(link["url"], "/link/url")
      targetText = link["text"]?.stringValue.flatMap(Self.words)
    } else if let image = json["image"], image.objectValue != nil {
      target = try Self.address(image["url"], "/image/url")
      targetText = image["alt"]?.stringValue.flatMap(Self.words)
      picture = try Self.picture(image, "/image/data")
    }
    screenshot = try Self.picture(json["screenshot"], "/screenshot/data")
    kind = .page
    kind = try kind(named: json["kind"]?.stringValue, json)
  }

  private func kind(named name: String?, _ json: JSONValue) throws(CaptureRefusal) -> Kind {
    let isLink = json["link"]?.objectValue != nil
    let found: Kind =
      target != nil ? (isLink ? .link : .image) : selections.isEmpty ? .page : .selection
    guard let name else { return found }
    guard let named = Kind(rawValue: name) else {
      throw .invalid(pointer: "/kind", detail: "must be page, selection, link or image")
    }
    if named == .link || named == .image, named != found {
      throw .invalid(pointer: "/\(name)", detail: "is missing")
    }
    if named == .page || named == .selection, target != nil {
      throw .invalid(pointer: "/kind", detail: "a link or an image makes a capture of that kind")
    }
    return found
  }

  private static func address(
    _ value: JSONValue?, _ pointer: String
  ) throws(CaptureRefusal) -> String {
    guard let text = value?.stringValue?.trimmingBlanks, let address = WebAddress(text),
      address.scheme == "http" || address.scheme == "https", !address.host.isEmpty
    else { throw .invalid(pointer: pointer, detail: "must be an http or https address") }
    guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw .invalid(pointer: pointer, detail: "must not hold control characters")
    }
    guard text.utf8.count <= CaptureLimits.addressBytes else {
      throw .invalid(
        pointer: pointer, detail: "must have at most \(CaptureLimits.addressBytes) bytes")
    }
    return text
  }

  private static func picture(
    _ value: JSONValue?, _ pointer: String
  ) throws(CaptureRefusal) -> [UInt8]? {
    guard let text = value?["data"]?.stringValue, !text.isEmpty else { return nil }
    guard text.utf8.count <= CaptureLimits.pictureBytes / 3 * 4 + 4 else {
      throw .tooLarge(limit: CaptureLimits.pictureBytes)
    }
    guard let bytes = Base64.decode(text) else {
      throw .invalid(pointer: pointer, detail: "must be base64 without line breaks")
    }
    return bytes
  }

  /// Words on one line, blanks folded; nil where there are none.
  static func words(_ text: String) -> String? {
    var writer = TextWriter()
    writer.add(Array(text.utf8)[...])
    let line = writer.finish()
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }
}
