import Shared
import Testing

@Suite struct AddressTests {
  @Test(
    "addresses are read and written in their canonical form",
    arguments: [
      ("127.0.0.1", "127.0.0.1"), ("2001:DB8:0:0::1", "2001:db8::1"), ("[::1]", "::1"),
      ("::ffff:10.1.2.3", "::ffff:10.1.2.3"), ("::", "::"),
    ])
  func text(given: String, canonical: String) {
    #expect(IPAddress(given)?.description == canonical)
  }

  @Test(
    "names, short forms and other numbers are no addresses",
    arguments: [
      "", "localhost", "127.1", "2130706433", "0x7f000001", "010.0.0.1", "1.2.3.4.5",
      "fe80::1%eth0",
      "1.2.3.4 ",
    ])
  func noAddresses(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("a mapped address is its IPv4 address")
  func mapped() throws {
    let address = try #require(IPAddress("::ffff:192.0.2.7"))
    #expect(address.unmapped == IPAddress("192.0.2.7"))
    #expect(IPAddress("::1")?.unmapped == IPAddress("::1"))
  }

  @Test(
    "addresses that lead inside are not public",
    arguments: [
      "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
      "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.170", "192.0.2.1",
      "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
      "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
      "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808",
      "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:db8::1",
      "2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
      "ff02::1", "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1",
    ])
  func inside(text: String) throws {
    #expect(!PublicAddresses.contains(try #require(IPAddress(text))))
  }

  @Test(
    "addresses of the public internet are",
    arguments: [
      "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
      "198.17.255.255", "223.255.255.255", "2a00:1450:4001::200e", "2606:4700::1111",
      "2001:4860:4860::8888",
    ])
  func outside(text: String) throws {
    #expect(PublicAddresses.contains(try #require(IPAddress(text))))
  }

  @Test("a list of ranges is read whole or not at all")
  func lists() {
    #expect(AddressRange.list("10.0.0.0/8, ::1")?.count == 2)
    #expect(AddressRange.list("")?.isEmpty == true)
    #expect(AddressRange.list("10.0.0.0/8,x") == nil)
  }
}
