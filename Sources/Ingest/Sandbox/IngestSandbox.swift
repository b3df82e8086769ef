import Shared

/// Reads pages and mail bodies in child processes, so that a hostile one costs one request.
public struct IngestSandbox: Sendable {
  private let pool: SandboxPool

  /// A reader on a pool.
  public init(_ pool: SandboxPool) {
    self.pool = pool
  }

  /// Reads a captured page. Throws where the child did not survive it.
  public func page(
    _ html: [UInt8], address: String?, charset: String? = nil,
    seconds: Double = SandboxLimits.wallSeconds
  ) async throws(SandboxError) -> PageDraft {
    let answer = try await pool.run(Self.pageRequest(html, address, charset), seconds: seconds)
    var draft = PageDraft(json: answer.header)
    draft.pictures = answer.parts
    return draft
  }

  /// The Markdown of what the reader had selected on a page.
  public func selection(
    _ html: [UInt8], address: String?, seconds: Double = SandboxLimits.wallSeconds
  ) async throws(SandboxError) -> MarkdownResult {
    let header = JSONValue.members([
      "kind": "selection", "address": address.map { .string($0) },
    ])
    return IngestRequests.markdown(
      of: try await pool.run(SandboxFrame(header: header, parts: [html]), seconds: seconds))
  }

  /// Markdown as HTML that a browser may show; see ``MarkdownText/html(_:pictures:)``.
  public func rendered(
    _ markdown: [UInt8], pictures: Bool
  ) async throws(SandboxError) -> String {
    let header = JSONValue.members(["kind": "reader", "pictures": .bool(pictures)])
    let answer = try await pool.run(SandboxFrame(header: header, parts: [markdown]))
    return String(decoding: answer.parts.first ?? [], as: UTF8.self)
  }

  /// The Markdown of a mail's HTML body, whole or in pieces; see ``MailBodyMarkdown``.
  public func mailBody(_ request: MailBodyRequest) async throws(SandboxError) -> MarkdownResult {
    IngestRequests.markdown(of: try await pool.run(request.frame))
  }

  /// The media type of a file by its content, of which only the beginning is looked at.
  public func fileType(_ bytes: [UInt8]) async throws(SandboxError) -> String {
    let request = SandboxFrame(
      header: ["kind": "fileType"], parts: [Array(bytes.prefix(AttachmentLimits.typedBytes))])
    guard let type = try await pool.run(request).header["type"]?.stringValue else {
      throw SandboxError(.frame)
    }
    return type
  }

  /// The request that asks for what is measured of a page's blocks.
  public static func featuresRequest(_ html: [UInt8], _ address: String?) -> SandboxFrame {
    SandboxFrame(
      header: .members(["kind": "pageFeatures", "address": address.map { .string($0) }]),
      parts: [html])
  }

  /// The request that asks for a page.
  public static func pageRequest(
    _ html: [UInt8], _ address: String?, _ charset: String? = nil
  ) -> SandboxFrame {
    SandboxFrame(
      header: .members([
        "kind": "page", "address": address.map { .string($0) },
        "charset": charset.map { .string($0) },
      ]), parts: [html])
  }
}
