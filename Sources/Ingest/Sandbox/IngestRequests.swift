import Shared

/// The requests that a sandbox child of the program answers.
public enum IngestRequests {
  /// What a request asks for, by the member `kind` of its header.
  enum Kind: String {
    case page, pageFeatures, selection, mailBody, reader, fileType
  }

  private static let typer = FileTyper()

  /// Opens what the handlers need from files, before the child gives files up.
  public static func prepare() {
    // The first conversion makes the C library open its tables, and the trees are read once.
    _ = HTMLDocument(Array("<meta charset=koi8-r>\u{e9}".utf8))
    _ = BlockModel.bundled
    _ = typer.type(of: [0x25])
  }

  /// The answer to a request; nil where there is no such request.
  public static func answer(_ request: SandboxFrame) -> SandboxFrame? {
    let header = request.header
    guard let kind = header["kind"]?.stringValue.flatMap(Kind.init),
      let html = request.parts.first
    else { return nil }
    let charset = header["charset"]?.stringValue
    let address = header["address"]?.stringValue
    switch kind {
    case .page:
      let draft = PageReader.read(html, address: address, charset: charset)
      return SandboxFrame(header: draft.json, parts: draft.pictures)
    case .pageFeatures:
      return SandboxFrame(header: PageReader.features(html, address: address))
    case .selection:
      return frame(PageReader.markdown(ofSelection: html, address: address))
    case .reader:
      let pictures = header["pictures"]?.boolValue ?? false
      let text = MarkdownText.html(String(decoding: html, as: UTF8.self), pictures: pictures)
      return SandboxFrame(header: [:], parts: [Array(text.utf8)])
    case .mailBody:
      return MailBodyRequest(request).map { frame(MailBodyMarkdown.convert($0)) }
    case .fileType:
      return SandboxFrame(header: .members(["type": .string(typer.type(of: html))]))
    }
  }

  private static func frame(_ result: MarkdownResult) -> SandboxFrame {
    SandboxFrame(
      header: .members([
        "markdown": .string(result.markdown), "hidden": .int(Int64(result.hiddenCount)),
        "pixels": .int(Int64(result.pixelCount)), "truncated": .bool(result.isTruncated),
        "leftOutPictures": .int(Int64(result.leftOutPictureCount)),
        "types": .array(result.embedded.map { .string($0.mediaType) }),
        "names": .array(result.embedded.map { .string($0.name) }),
        "lines": .string(result.lines),
        "pieces": result.pieces.map { .array($0.map { .string($0) }) },
      ]), parts: result.embedded.map(\.bytes))
  }

  /// The result that an answer of a child holds.
  static func markdown(of answer: SandboxFrame) -> MarkdownResult {
    let header = answer.header
    var result = MarkdownResult(markdown: header["markdown"]?.stringValue ?? "")
    result.hiddenCount = Int(header["hidden"]?.intValue ?? 0)
    result.pixelCount = Int(header["pixels"]?.intValue ?? 0)
    result.leftOutPictureCount = Int(header["leftOutPictures"]?.intValue ?? 0)
    result.isTruncated = header["truncated"]?.boolValue ?? false
    result.lines = header["lines"]?.stringValue ?? ""
    result.pieces = header["pieces"]?.arrayValue?.map { $0.stringValue ?? "" }
    let types = header["types"]?.arrayValue ?? []
    let names = header["names"]?.arrayValue ?? []
    result.embedded = zip(types, answer.parts).map { type, bytes in
      EmbeddedImage(mediaType: type.stringValue ?? "application/octet-stream", bytes: bytes)
    }
    for (place, name) in zip(result.embedded.indices, names) {
      result.embedded[place].name = name.stringValue ?? ""
    }
    return result
  }
}
