import Shared

/// Any bytes are a rule or refused with a place inside them; a rule's canonical form reads back the
/// same, and its expansion keeps its bounds and its order whatever it asks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecurrenceRule(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let read = try? RecurrenceRule.lenient(parsing: bytes) { check(read.rule) }
  do throws(RecurrenceError) {
    check(try RecurrenceRule(parsing: bytes))
  } catch {
    precondition(error.position >= 0 && error.position <= count)
  }
  return 0
}

private func check(_ rule: RecurrenceRule) {
  let text = rule.description
  guard let again = try? RecurrenceRule(parsing: text), again.description == text else {
    preconditionFailure("the canonical form does not read back")
  }
  guard let local = CivilDateTime("2024-02-29T13:37:05"),
    let far = CivilDateTime("2031-05-01T00:00")
  else { return }
  let set = RecurrenceSet(start: .floating(local), rules: [rule])
  let options = RecurrenceOptions(limit: 40, work: 20_000)
  for first in [nil, far] {
    let expansion = set.expand(from: first, through: nil, options)
    precondition(expansion.instances.count <= 40)
    if let earliest = expansion.instances.first { precondition(earliest >= (first ?? local)) }
    for (earlier, later) in zip(expansion.instances, expansion.instances.dropFirst()) {
      precondition(earlier < later)
    }
  }
}
