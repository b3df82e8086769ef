import Shared
import Testing

@Suite struct KeyedHashTests {
  @Test("HMAC equals cases 1, 2 and 6 of RFC 4231")
  func standardCases() {
    let first = HMACSHA256.code(for: "Hi There", key: [UInt8](repeating: 0x0b, count: 20))
    #expect(
      Hex.encode(first) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    let second = HMACSHA256.code(for: "what do ya want for nothing?", key: Array("Jefe".utf8))
    #expect(
      Hex.encode(second) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    let long = HMACSHA256.code(
      for: "Test Using Larger Than Block-Size Key - Hash Key First",
      key: [UInt8](repeating: 0xaa, count: 131))
    #expect(Hex.encode(long) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test("an empty key and an empty message have a code")
  func emptyInputs() {
    let code = HMACSHA256.code(for: [], key: [])
    #expect(Hex.encode(code) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test("a code is valid only for its own message and key")
  func validity() {
    let key = Array("key".utf8)
    var code = HMACSHA256.code(for: "message", key: key)
    #expect(HMACSHA256.isValid(code, for: Array("message".utf8), key: key))
    #expect(!HMACSHA256.isValid(code, for: Array("messagf".utf8), key: key))
    #expect(!HMACSHA256.isValid(Array(code.dropLast()), for: Array("message".utf8), key: key))
    code[31] ^= 1
    #expect(!HMACSHA256.isValid(code, for: Array("message".utf8), key: key))
  }

  @Test("HKDF equals cases 1 and 3 of RFC 5869")
  func derivation() throws {
    let secret = [UInt8](repeating: 0x0b, count: 22)
    let first = try HKDFSHA256.derive(
      from: secret, salt: Array(0...12), info: Array(0xf0...0xf9), count: 42)
    #expect(
      Hex.encode(first)
        == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    let third = try HKDFSHA256.derive(from: secret, info: [], count: 42)
    #expect(
      Hex.encode(third)
        == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
  }

  @Test("HKDF gives 255 blocks and no byte more")
  func derivationLimit() throws {
    let most = CryptoLimits.derivedBytesMost
    #expect(try HKDFSHA256.derive(from: [1], info: [], count: most).count == most)
    #expect(throws: CryptoError.derivedLength(most + 1)) {
      try HKDFSHA256.derive(from: [1], info: [], count: most + 1)
    }
  }
}
