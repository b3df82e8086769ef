import Shared
import Testing

@Suite struct JSONValueTests {
  @Test(
    "a text is read and written back",
    arguments: [
      "null", "true", "[]", "{}", "[1,-2,3.5,1e+300]", #"{"a":{"b":[null,false]},"c":"d"}"#,
      #""\"\\\n\r\t\u0001é😀""#, "-9223372036854775808",
    ])
  func roundTrip(text: String) throws {
    #expect(try JSONValue(parsing: text).serialized == text)
  }

  @Test(
    "a malformed text is refused with code and place",
    arguments: [
      ("", JSONError.Code.unexpectedEnd, 0), ("[1,]", .unexpectedByte, 3),
      ("{\"a\" 1}", .unexpectedByte, 5),
      ("01", .malformedNumber, 2), ("1.", .unexpectedEnd, 2), ("\"\u{1}\"", .malformedString, 1),
      ("\"\\x\"", .malformedString, 3), ("1 2", .trailingBytes, 2), ("nul", .unexpectedEnd, 0),
      ("1e999", .malformedNumber, 5),
    ])
  func malformed(text: String, code: JSONError.Code, offset: Int) {
    #expect(throws: JSONError(code: code, offset: offset)) { try JSONValue(parsing: text) }
  }

  @Test("bytes that are not UTF-8 are refused")
  func notUTF8() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xC3, 0x28, 0x22]) }
  }

  @Test("nesting beyond the limit is refused instead of exhausting the stack")
  func depth() {
    let hostile = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONError(code: .tooDeep, offset: 128)) { try JSONValue(parsing: hostile) }
  }

  @Test("surrogate pairs become one scalar, lone surrogates the replacement character")
  func surrogates() throws {
    #expect(try JSONValue(parsing: #""\ud83d\ude00""#) == "😀")
    #expect(try JSONValue(parsing: #""\ud83dx\ude00""#) == "\u{FFFD}x\u{FFFD}")
  }

  @Test("the last of several members with one key stands, and order does not count")
  func objects() throws {
    #expect(try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#) == ["b": 2, "a": 3])
  }

  @Test("numbers that are whole stay whole, and none that is not finite is written")
  func numbers() {
    #expect(JSONValue.double(3).intValue == 3)
    #expect(JSONValue.double(.infinity).serialized == "null")
  }
}
