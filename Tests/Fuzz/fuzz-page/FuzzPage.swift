import Ingest

/// Reads any bytes as a page: it must end, and what it keeps must be bounded by what it was given.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPage(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let draft = PageReader.read(bytes, address: "https://example.com/a/b")
  precondition(draft.text.utf8.count <= bytes.count * 8 + 64)
  return 0
}
