import Testing

@testable import Ingest

@Suite struct TransferDecodingTests {
  private func decode(_ text: String, _ encoding: TransferEncoding) -> String {
    let bytes = Array(text.utf8)
    return String(
      decoding: TransferDecoder.decode(bytes.span, 0..<bytes.count, encoding).bytes, as: UTF8.self)
  }

  @Test(
    "base64 survives line ends, noise, missing padding and several pieces",
    arguments: [
      ("aGVsbG8=", "hello"), ("aGVs\r\nbG8", "hello"), ("a G!Vs\nbG8=", "hello"),
      ("aGk=aGk=", "hihi"), ("", ""), ("=", ""), ("a", ""),
    ])
  func base64(_ written: String, _ read: String) {
    #expect(decode(written, .base64) == read)
  }

  @Test(
    "quoted-printable keeps what is no escape",
    arguments: [
      ("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a= \t\nb", "ab"), ("100=%", "100=%"), ("a=", "a"),
      ("x \ny", "x \ny"), ("=c3=a4", "ä"),
    ])
  func quotedPrintable(_ written: String, _ read: String) {
    #expect(decode(written, .quotedPrintable) == read)
  }

  @Test("a uuencoded file is found in text, a broken one is not")
  func uuencode() {
    let text = "before\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter"
    #expect(decode(text, .uuencode) == "Cat")
    #expect(decode("begin 644 cat.txt\n#0V%T\n", .uuencode) == "begin 644 cat.txt\n#0V%T\n")
  }

  @Test(
    "labels lead to the right characters",
    arguments: [
      ("utf-16be", [0x00, 0x61] as [UInt8], "a"), ("Shift_JIS", [0x83, 0x65], "テ"),
      ("windows-1251", [0xCF], "П"), ("koi8-r", [0xF0], "П"), ("gb2312", [0xC4, 0xE3], "你"),
      ("iso-8859-1", [0x80], "€"), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C], "日"),
      ("big5", [0xA4, 0x40, 0xFF], "一\u{FFFD}"), ("us-ascii", [0xC3, 0xA4], "ä"),
    ])
  func charsets(_ label: String, _ bytes: [UInt8], _ text: String) {
    let name = Array(label.utf8)
    let charset = Charset.find(name.span, 0..<name.count)
    let decoded = charset?.decode(bytes.span, 0..<bytes.count)
    #expect(decoded == text)
  }

  @Test("a label that no table knows is not passed on")
  func unknownLabel() {
    let name = Array("../../evil".utf8)
    let charset = Charset.find(name.span, 0..<name.count)
    #expect(charset == nil)
  }
}
