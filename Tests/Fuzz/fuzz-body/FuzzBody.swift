import Ingest

/// Looks for forwards, replies and marks in any text; what the parts hold must come from the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBody(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  let lines = text.split(separator: "\n", maxSplits: 1)
  let subject = lines.count > 1 ? String(lines[0]) : nil
  let body = lines.last.map(String.init) ?? ""
  _ = ForwardParser.chain(body: body, subject: subject)
  let reply = ReplyParser.parse(body)
  precondition(reply.text.utf8.count + reply.quoted.utf8.count <= body.utf8.count * 2 + 8)
  _ = SubjectTitle.clean(body)
  _ = AttachmentName.clean(body)
  return 0
}
