import Ingest

/// Turns any bytes from HTML to Markdown, as a mail's body and as a selection; cmark-gfm must read
/// the result.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMarkdown(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let mail = MailBodyMarkdown.convert(bytes)
  precondition(mail.markdown.isEmpty || mail.markdown.hasSuffix("\n"))
  _ = MarkdownText.render(mail.markdown)
  _ = PageReader.markdown(ofSelection: bytes, address: "https://example.com/a/b")
  return 0
}
