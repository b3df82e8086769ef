import Ingest
import Shared

/// Reads any bytes as what mail providers and IMAP servers send: forms of both kinds, documents of
/// Postmark, messages of Amazon SNS, answers of IMAP; what comes out must come from the bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForm(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  for type in [
    "multipart/form-data; boundary=b", "multipart/form-data; boundary=\"xYz 1\"",
    "application/x-www-form-urlencoded",
  ] {
    guard let form = try? FormData(bytes, contentType: type) else { continue }
    precondition(form.parts.allSatisfy { $0.content.upperBound <= form.bytes.count })
    precondition(form.bytes.count <= bytes.count)
    _ = MailgunSignature(form)
    _ = MailgunSignature.contentHash(of: form)
    if let mail = try? SendGridMail.read(form) { check(mail) }
    if let mail = try? MailgunMail.read(form, believesFindings: true) { check(mail) }
  }
  if let document = try? JSONValue(parsing: bytes, maximumDepth: ProviderLimits.depth),
    let mail = try? PostmarkMail.read(document)
  {
    check(mail)
  }
  if let message = try? SNSMessage(bytes) { _ = SNSMessage.region(of: message.topic) }
  _ = try? SESNotification(String(decoding: bytes, as: UTF8.self))
  var reader = IMAPAnswerReader(literalLimit: 1_000)
  reader.push(bytes)
  while let answer = try? reader.next() { precondition(answer.words.count <= bytes.count) }
  return 0
}

/// Every mail that was put together parses as one message.
private func check(_ mail: ProviderMail) {
  let parsed = MailParser.parse(mail.message)
  precondition(!parsed.parts.isEmpty)
  _ = mail.findings?.verdict(on: parsed)
}
