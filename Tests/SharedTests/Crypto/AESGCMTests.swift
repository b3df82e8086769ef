import Shared
import Testing

@Suite struct AESGCMTests {
  private let key = Hex.decode(
    "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")!
  private let label = Hex.decode("feedfacedeadbeeffeedfacedeadbeefabaddad2")!

  @Test("sealing equals test case 16 of the GCM specification")
  func standardCase() throws {
    let plainText = Hex.decode(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")!
    let nonce = Hex.decode("cafebabefacedbaddecaf888")!
    let sealed = try AESGCM.seal(plainText, key: key, associatedData: label, nonce: nonce)
    #expect(
      Hex.encode(Array(sealed.dropFirst(12)))
        == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        + "76fc6ece0f4e1768cddf8853bb2d551b")
    #expect(try AESGCM.open(sealed, key: key, associatedData: label) == plainText)
  }

  @Test("every changed byte, key or label is noticed")
  func tampering() throws {
    let sealed = try AESGCM.seal(Array("secret".utf8), key: key, associatedData: label)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 0x80
      #expect(throws: CryptoError.notAuthentic) {
        try AESGCM.open(changed, key: key, associatedData: label)
      }
    }
    #expect(throws: CryptoError.notAuthentic) { try AESGCM.open(sealed, key: key) }
    #expect(throws: CryptoError.notAuthentic) {
      try AESGCM.open(Array(sealed.prefix(27)), key: key, associatedData: label)
    }
    #expect(throws: CryptoError.notAuthentic) {
      try AESGCM.open(
        sealed, key: [UInt8](repeating: 1, count: 32), associatedData: label)
    }
  }

  @Test("nothing is sealed twice to the same bytes, and empty text can be sealed")
  func freshNonce() throws {
    let first = try AESGCM.seal([], key: key)
    let second = try AESGCM.seal([], key: key)
    #expect(first != second)
    #expect(first.count == 28)
    #expect(try AESGCM.open(first, key: key).isEmpty)
  }

  @Test("keys and nonces of other lengths are refused")
  func lengths() {
    #expect(throws: CryptoError.keyLength(31)) {
      try AESGCM.seal([], key: Array(key.dropLast()))
    }
    #expect(throws: CryptoError.nonceLength(8)) {
      try AESGCM.seal([], key: key, nonce: [UInt8](repeating: 0, count: 8))
    }
  }
}
