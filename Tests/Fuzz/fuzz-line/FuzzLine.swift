import NLParse
import Shared

/// Any bytes are a line: it is answered, its spans lie inside it, its rules are rules, and reading it
/// again gives the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLine(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let now = CivilDateTime("2026-11-20T09:00:00") else { return 0 }
  let languages = ["en", "de", "fr", "es", "it", "pt", "nl", nil]
  let language = languages[Int(bytes.first ?? 0) % languages.count]
  let context = LineContext(now: now, zone: .utc, language: language)
  let reading = LineParser().read(bytes, context)
  for field in reading.fields {
    precondition(field.span.upperBound <= bytes.count)
  }
  if let rule = reading.repetition?.rule {
    guard (try? RecurrenceRule(parsing: rule)) != nil else {
      preconditionFailure("the rule does not read")
    }
  }
  let again = LineParser().read(bytes, context)
  precondition(again.title == reading.title && again.due == reading.due)
  return 0
}
