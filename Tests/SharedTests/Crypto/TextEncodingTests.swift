import Shared
import Testing

@Suite struct TextEncodingTests {
  @Test(
    "Base64 equals the examples of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func standardExamples(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
    let bare = String(encoded.prefix { $0 != "=" })
    #expect(Base64.encode(Array(text.utf8), .urlSafe) == bare)
    #expect(Base64.decode(bare, .urlSafe) == Array(text.utf8))
  }

  @Test("the alphabets differ in exactly two digits")
  func alphabets() {
    #expect(Base64.encode([0xfb, 0xff]) == "+/8=")
    #expect(Base64.encode([0xfb, 0xff], .urlSafe) == "-_8")
    #expect(Base64.decode("-_8=") == nil)
    #expect(Base64.decode("+/8", .urlSafe) == nil)
  }

  @Test(
    "what is not exactly Base64 is refused",
    arguments: ["Zg", "Zg=", "Zg===", "Zh==", "Z===", "Zm 9v", "Zm9v\n", "=", "====", "Zm9=vYmE"])
  func refused(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test("any bytes survive both encodings, with seed 7")
  func roundTrip() {
    var state: UInt64 = 7
    for count in 0..<80 {
      let bytes = (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(state >> 56)
      }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
      #expect(Base64.decode(Base64.encode(bytes, .urlSafe), .urlSafe) == bytes)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }
  }

  @Test("hexadecimal of either case is read, anything else refused")
  func hexadecimal() {
    #expect(Hex.encode([0, 0x9f, 0xff]) == "009fff")
    #expect(Hex.decode("009FfF") == [0, 0x9f, 0xff])
    #expect(Hex.decode("0") == nil)
    #expect(Hex.decode("0g") == nil)
    #expect(Hex.decode("é") == nil)
  }

  @Test("comparison in constant time agrees with plain comparison")
  func comparison() {
    #expect(ConstantTime.equal("token", "token"))
    #expect(ConstantTime.equal("", ""))
    #expect(!ConstantTime.equal("token", "tokem"))
    #expect(!ConstantTime.equal("token", "token "))
  }

  @Test("random bytes have the length asked for and do not repeat")
  func randomness() {
    #expect(SecureRandom.bytes(0).isEmpty)
    #expect(SecureRandom.bytes(33).count == 33)
    #expect(SecureRandom.bytes(16) != SecureRandom.bytes(16))
    var generator = SecureRandom()
    #expect(generator.next() != generator.next())
  }
}
