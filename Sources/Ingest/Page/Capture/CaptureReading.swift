import Shared

/// A capture as it was read: the page, the selections, and what to keep of them.
struct CaptureReading: Sendable {
  /// The page; nil where none came or its reader did not survive it.
  var page: PageDraft?
  /// The selections as Markdown.
  var selections: [String] = []
  /// The pictures inside of the selections.
  var selectedPictures: [[UInt8]] = []
  /// Codes of what went wrong.
  var warnings: [String] = []

  /// The pictures that the words for the task may refer to: a selection wins over the article.
  var pictures: [[UInt8]] {
    let found = selections.isEmpty ? page?.pictures ?? [] : selectedPictures
    return Array(found.prefix(CaptureLimits.embeddedPictures))
  }

  /// SHA-256 over the words of the article; nil where there are none.
  var contentHash: [UInt8]? {
    guard let text = page?.text, !text.isEmpty else { return nil }
    return SHA256.digest(of: text)
  }

  /// The article for the reader; nil where there is none.
  var readable: [UInt8]? {
    guard let markdown = page?.markdown, !markdown.isEmpty else {
      let text = selections.joined(separator: "\n\n---\n\n")
      return text.isEmpty ? nil : Array(PageTaskText.fit(text, CaptureLimits.readableBytes).utf8)
    }
    return Array(PageTaskText.fit(markdown, CaptureLimits.readableBytes).utf8)
  }
}
