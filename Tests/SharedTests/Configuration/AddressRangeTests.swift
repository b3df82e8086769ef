import Shared
import Testing

@Suite struct AddressRangeTests {
  @Test(
    "a range holds exactly the addresses under its prefix",
    arguments: [
      ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
      ("192.168.1.77/25", "192.168.1.127", true), ("192.168.1.77/25", "192.168.1.128", false),
      ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "::ffff:127.0.0.1", true),
      ("0.0.0.0/0", "8.8.8.8", true), ("::/0", "fe80::1", true), ("::1", "::2", false),
      ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false), ("::1", "1.1.1.1", false),
    ])
  func membership(range: String, address: String, expected: Bool) throws {
    let range = try #require(AddressRange(settingText: range))
    #expect(try range.contains(#require(IPAddress(address))) == expected)
  }

  @Test("a range is written with its host bits cleared")
  func canonical() {
    #expect(AddressRange(settingText: "192.168.1.77/25")?.settingText == "192.168.1.0/25")
    #expect(AddressRange(settingText: "FE80::1/10")?.settingText == "fe80::/10")
  }

  @Test("what is no range is refused", arguments: ["", "10/8", "10.0.0.0/", "1.2.3.4/-1", "g::"])
  func refused(text: String) {
    #expect(AddressRange(settingText: text) == nil)
  }
}
