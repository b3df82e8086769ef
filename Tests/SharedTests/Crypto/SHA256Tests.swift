import Shared
import Testing

@Suite struct SHA256Tests {
  @Test(
    "digests equal the examples of FIPS 180-4",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func standardExamples(text: String, digest: String) {
    #expect(Hex.encode(SHA256.digest(of: text)) == digest)
  }

  @Test("a stream cut anywhere has the digest of the whole")
  func streamed() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = SHA256.digest(of: bytes)
    for cut in [0, 1, 63, 64, 65, 299, 300] {
      var hash = SHA256()
      hash.update(Array(bytes[..<cut]))
      hash.update(bytes[cut...])
      #expect(hash.finish() == whole)
    }
  }
}
