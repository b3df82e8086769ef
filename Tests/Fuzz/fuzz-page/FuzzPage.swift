import Ingest

/// Reads any bytes as a page, as the address of one, and as the article of its reader: all must end,
/// what is kept must be bounded by what was given, and a key must be its own normal form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPage(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let draft = PageReader.read(bytes, address: "https://example.com/a/b")
  precondition(draft.text.utf8.count <= bytes.count * 8 + 64)
  let html = MarkdownText.html(draft.markdown, pictures: false)
  precondition(!html.contains("<script") && !html.contains("<img"))
  let text = "https://" + String(decoding: bytes.prefix(300), as: UTF8.self)
  if let address = PageAddress(text), let again = PageAddress(address.key) {
    precondition(again.clean.utf8.count <= text.utf8.count * 3 + 64)
  }
  return 0
}
