import Ingest

/// Turns any bytes from HTML to Markdown, as a mail's body and as a selection; cmark-gfm must read
/// the result.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMarkdown(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let mail = MailBodyMarkdown.convert(MailBodyRequest(bytes))
  precondition(mail.markdown.isEmpty || mail.markdown.hasSuffix("\n"))
  // Cut at a line, the lines stay the same, and both halves can be read.
  let lines = mail.lines.utf8.reduce(1) { $0 + ($1 == 10 ? 1 : 0) }
  let middle = Int(bytes.first ?? 0) % (lines + 1)
  let halves = MailBodyMarkdown.convert(
    MailBodyRequest(
      bytes, pieces: [BodyPiece([0..<middle]), BodyPiece([middle..<(lines + 1)], isUnquoted: true)])
  )
  precondition(halves.lines == mail.lines)
  for text in halves.pieces ?? [] { _ = MarkdownText.render(text) }
  _ = MarkdownText.render(mail.markdown)
  _ = PageReader.markdown(ofSelection: bytes, address: "https://example.com/a/b")
  return 0
}
