import Ingest

/// Reads any bytes as a mail and decodes everything in it; a trap is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMIME(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  _ = MailInspector.decodeCompletely(bytes)
  var inspector = MailInspector()
  _ = inspector.describe(path: "fuzz", message: bytes)
  let mail = MailParser.parse(bytes)
  _ = MailContent(mail).plainText
  _ = MailAutomation.find(in: mail, ownDomains: ["example.org"])
  _ = AuthenticationResults.verdict(of: mail, trusted: ["mx.example.org"])
  _ = TNEFReader.read(bytes)
  return 0
}
