import Shared

/// What a stranger may send to be let in or to name a recipient: web tokens, API tokens, addresses,
/// and drafts as JSON. Nothing may trap, and what is read has to keep its promises.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAccess(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  let secret = [UInt8](repeating: 7, count: 32)
  if let token = try? JSONWebToken(text, secret: secret) {
    precondition(!token.subject.isEmpty, "a token without a subject was read")
    try? token.check(at: Instant(seconds: 1_800_000_000))
  }
  if let token = TokenSecret(text) {
    precondition(token.text.utf8.count == 64, "an API token has another length")
  }
  if let recipient = InboundRecipient(text) {
    precondition(!recipient.slugs.contains(""), "an empty slug was read")
  }
  if let next = LexoRank(text).next() {
    precondition(LexoRank(text) < next, "a rank does not grow")
  }
  if let json = try? JSONValue(parsing: bytes), let draft = try? TaskDraft(json: json) {
    let again = try? TaskDraft(json: draft.json)
    precondition(again == draft, "a draft does not read back")
  }
  return 0
}
