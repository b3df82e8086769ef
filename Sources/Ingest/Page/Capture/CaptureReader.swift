import Shared

/// Reads a capture's HTML in a sandbox child. A page that ends its child costs its own words, nothing
/// else: the reading then says so.
struct CaptureReader: Sendable {
  /// Where the HTML is read.
  let sandbox: IngestSandbox

  /// Reads page and selections. Throws where no child can be started, which another attempt may
  /// mend.
  func read(_ request: CaptureRequest) async throws -> CaptureReading {
    var reading = CaptureReading()
    if let html = request.html, request.target == nil {
      reading.page = try await survivors(of: "page_unreadable", &reading) {
        () throws(SandboxError) in
        try await sandbox.page(
          html, address: request.address, charset: "utf-8", seconds: CaptureLimits.readingSeconds)
      }
      if reading.page?.leftOutPictureCount ?? 0 > 0 {
        reading.warnings.append(EmbeddedPictures.warning)
      }
    }
    for html in request.selections {
      let result = try await survivors(of: "selection_unreadable", &reading) {
        () throws(SandboxError) in
        try await sandbox.selection(
          Array(html.utf8), address: request.address, seconds: CaptureLimits.readingSeconds)
      }
      guard let result else {
        // What was selected is what the person wants: its words come without their form.
        let text = HTMLPlainText.text(of: html).trimmingBlanks
        if !text.isEmpty { reading.selections.append(PlainMarkdown.render(text)) }
        continue
      }
      reading.selectedPictures += result.embedded.map(\.bytes)
      if result.leftOutPictureCount > 0 { reading.warnings.append(EmbeddedPictures.warning) }
      if result.isTruncated { reading.warnings.append("selection_cut") }
      if !result.markdown.trimmingBlanks.isEmpty { reading.selections.append(result.markdown) }
    }
    return reading
  }

  /// What a child answers; nil, with the warning, where it does not. A child that crashed gets one
  /// successor, since it may have died of something that another page left behind.
  private func survivors<Value: Sendable>(
    of warning: String, _ reading: inout CaptureReading,
    _ ask: () async throws(SandboxError) -> Value
  ) async throws(SandboxError) -> Value? {
    for attempt in 0... {
      do {
        return try await ask()
      } catch {
        if error.kind == .start { throw error }
        if error.kind == .crash, attempt == 0 { continue }
        reading.warnings.append(warning)
        return nil
      }
    }
    return nil
  }
}
