import Testing

@testable import Shared

@Suite("The text of recurrence rules")
struct RecurrenceRuleTests {
  @Test(
    "is written in one canonical form",
    arguments: [
      ("freq=weekly;byday=we,MO,mo;interval=1", "FREQ=WEEKLY;BYDAY=MO,WE"),
      ("BYMONTHDAY=-1,15,+1;FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
      ("FREQ=DAILY;WKST=SU;COUNT=003", "FREQ=DAILY;COUNT=3"),
      ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
      ("FREQ=MONTHLY;BYDAY=-1FR,2FR,FR", "FREQ=MONTHLY;BYDAY=FR,2FR,-1FR"),
      ("FREQ=DAILY;UNTIL=20261120T093000Z", "FREQ=DAILY;UNTIL=20261120T093000Z"),
      ("FREQ=DAILY;UNTIL=20261120", "FREQ=DAILY;UNTIL=20261120"),
      ("FREQ=MINUTELY;BYSECOND=60,1", "FREQ=MINUTELY;BYSECOND=1,59"),
    ])
  func canonical(text: String, canonical: String) throws {
    #expect(try RecurrenceRule(parsing: text).description == canonical)
  }

  @Test(
    "is refused with the place and the part",
    arguments: [
      ("", .empty, nil, 0), ("INTERVAL=2", .missingFrequency, nil, 0),
      ("FREQ=", .malformedPart, nil, 0), ("FREQ=FORTNIGHTLY", .unknownFrequency, "FREQ", 5),
      ("FREQ=DAILY;", .malformedPart, nil, 11), ("FREQ=DAILY;FOO=1", .unknownPart, nil, 11),
      ("FREQ=DAILY;COUNT=ten", .malformedNumber, "COUNT", 17),
      ("FREQ=DAILY;COUNT=0", .numberOutOfRange, "COUNT", 17),
      ("FREQ=DAILY;COUNT=2147483648", .numberOutOfRange, "COUNT", 17),
      ("FREQ=DAILY;COUNT=999999999999999999999", .numberOutOfRange, "COUNT", 17),
      ("FREQ=DAILY;INTERVAL=-1", .malformedNumber, "INTERVAL", 20),
      ("FREQ=DAILY;FREQ=DAILY", .repeatedPart, "FREQ", 11),
      ("FREQ=WEEKLY;BYDAY=MO,XX", .malformedDay, "BYDAY", 21),
      ("FREQ=WEEKLY;BYDAY=MO,", .malformedDay, "BYDAY", 21),
      ("FREQ=MONTHLY;BYDAY=54MO", .numberOutOfRange, "BYDAY", 19),
      ("FREQ=MONTHLY;BYMONTHDAY=1,0", .numberOutOfRange, "BYMONTHDAY", 26),
      ("FREQ=DAILY;BYMONTH=-1", .malformedNumber, "BYMONTH", 19),
      ("FREQ=DAILY;BYHOUR=24", .numberOutOfRange, "BYHOUR", 18),
      ("FREQ=DAILY;UNTIL=tomorrow", .malformedUntil, "UNTIL", 17),
      ("FREQ=DAILY;UNTIL=20260230", .malformedUntil, "UNTIL", 17),
      ("FREQ=DAILY;COUNT=1;UNTIL=20261120", .countAndUntil, "COUNT", 11),
      ("FREQ=WEEKLY;BYMONTHDAY=1", .notWithFrequency, "BYMONTHDAY", 12),
      ("FREQ=MONTHLY;BYWEEKNO=1", .notWithFrequency, "BYWEEKNO", 13),
      ("FREQ=DAILY;BYYEARDAY=1", .notWithFrequency, "BYYEARDAY", 11),
      ("FREQ=WEEKLY;BYDAY=1MO", .numberedDay, "BYDAY", 12),
      ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", .numberedDay, "BYDAY", 23),
      ("FREQ=MONTHLY;BYSETPOS=1", .positionAlone, "BYSETPOS", 13),
      ("FREQ=DAILY ;COUNT=1", .unknownFrequency, "FREQ", 5),
    ] as [(String, RecurrenceError.Code, String?, Int)])
  func refused(text: String, code: RecurrenceError.Code, part: String?, position: Int) {
    let error = #expect(throws: RecurrenceError.self) { try RecurrenceRule(parsing: text) }
    #expect(error?.code == code)
    #expect(error?.part == part)
    #expect(error?.position == position)
  }

  @Test("is bounded in bytes, and its errors never quote it")
  func bounded() {
    let days = Array(repeating: "MO", count: 30_000).joined(separator: ",")
    let error = #expect(throws: RecurrenceError.self) {
      try RecurrenceRule(parsing: "FREQ=WEEKLY;BYDAY=" + days)
    }
    #expect(error?.code == .tooLong)
    let quoted = #expect(throws: RecurrenceError.self) {
      try RecurrenceRule(parsing: "FREQ=DAILY;SECRETWORD=1")
    }
    #expect(quoted?.description == "unknown part at byte 11")
  }

  @Test(
    "is read from the wild with what was forgiven",
    arguments: [
      ("RRULE:FREQ=DAILY", "FREQ=DAILY", 0), ("FREQ=DAILY;", "FREQ=DAILY", 1),
      ("FREQ = WEEKLY ; BYDAY = MO", "FREQ=WEEKLY;BYDAY=MO", 0),
      ("FREQ=DAILY;X-FOO=1;COUNT=2;UNTIL=20261120", "FREQ=DAILY;UNTIL=20261120", 2),
      ("FREQ=DAILY;INTERVAL=0", "FREQ=DAILY", 1),
      ("FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=MO", 1),
      ("FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=WEEKLY", 1), ("FREQ=DAILY;BYDAY=", "FREQ=DAILY", 1),
    ])
  func lenient(text: String, canonical: String, forgiven: Int) throws {
    let read = try RecurrenceRule.lenient(parsing: Array(text.utf8))
    #expect(read.rule.description == canonical)
    #expect(read.forgiven.count == forgiven)
  }
}
