import Shared
import Testing

/// The private halves of these keys were thrown away after they had signed `signed words`.
@Suite struct SignatureTests {
  private let message = Array("signed words".utf8)

  @Test("an ECDSA signature over P-256 is accepted for its message only")
  func ellipticCurve() throws {
    let key = try PublicKey(
      subjectPublicKeyInfo: Base64.decode(Self.curveKey)!, algorithm: .ecdsaP256)
    let signature = Base64.decode(Self.curveSignature)!
    #expect(key.isValid(signature, for: message, hash: .sha256))
    #expect(!key.isValid(signature, for: message + [0], hash: .sha256))
    #expect(!key.isValid(Array(signature.dropLast()), for: message, hash: .sha256))
    #expect(!key.isValid([], for: message, hash: .sha256))
  }

  @Test("an RSA signature is accepted with the hash it was made over only")
  func certificate() throws {
    let certificate = try Certificate(pem: Array(Self.certificatePEM.utf8))
    let key = try certificate.publicKey(.rsa)
    let signature = Base64.decode(Self.signatureSHA256)!
    #expect(key.isValid(signature, for: message, hash: .sha256))
    #expect(!key.isValid(signature, for: message, hash: .sha1))
    #expect(key.isValid(Base64.decode(Self.signatureSHA1)!, for: message, hash: .sha1))
    #expect(certificate.validity?.contains(Instant(seconds: 1_800_000_000)) == true)
    #expect(certificate.validity?.contains(Instant(seconds: 1_700_000_000)) == false)
  }

  @Test("a key of another algorithm and bytes that are no key are refused")
  func refused() throws {
    #expect(throws: CryptoError.malformedKey) {
      _ = try PublicKey(subjectPublicKeyInfo: Base64.decode(Self.curveKey)!, algorithm: .rsa)
    }
    #expect(throws: CryptoError.malformedKey) {
      _ = try PublicKey(subjectPublicKeyInfo: [0x30, 0x03, 1, 2, 3], algorithm: .ecdsaP256)
    }
    #expect(throws: CryptoError.malformedKey) {
      _ = try PublicKey(subjectPublicKeyInfo: [], algorithm: .ecdsaP256)
    }
    #expect(throws: CryptoError.malformedCertificate) {
      _ = try Certificate(pem: Array("-----BEGIN CERTIFICATE-----\nAAAA\n".utf8))
    }
    let certificate = try Certificate(pem: Array(Self.certificatePEM.utf8))
    #expect(throws: CryptoError.malformedKey) { _ = try certificate.publicKey(.ecdsaP256) }
  }

  private static let curveKey =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEUZaG/aqqElnhb/rno+nfq6EkQ8lSWglyQGMTFZ95E8WV"
    + "GAMdTk4OE5/ueBxKbx9lCFfiyHJZ4X1GNbVm5QnA0w=="

  private static let curveSignature =
    "MEUCIA5bNdFNXYmpszOShzughkPvGzCHqjvAHISjjPxa49RnAiEA+C6dD9qvgXh6ATV4NJWjFhjaZKkZ"
    + "tSatQWwbq94jCaQ="

  private static let signatureSHA256 =
    "xy166NyEl3cYI/b2g+eqn5DQj0UtDFfLroANI0RIbruJAQcAzEJ1m/mOS83cfTcrCpcgfmJYdtRE4Fev"
    + "nr5lSypn8FovITr3cIg9Hcj6/4KXAADGKEeAnGtJ+BnkiLh+17yRnQCbY/f1qtPai1TnD78PsLxiWrRJ"
    + "hOCblRKx7Nj6CBEtdkKHy3rCM5IcMX1RF/jyxQ7yisCEylpY9FnJ6dyyEzdiHiGbkVtZ3YoDhGKyv17C"
    + "E3BMWYn4rU++Fn680wdGvIyIP90axqLMebgwvTkBxJZJw8iUoNto9LygBDMlnNmx8V7RZeY9QG2w/V0D"
    + "kZKhxGi2gSqhZezoJp+M0A=="

  private static let signatureSHA1 =
    "XgAkVdg5GlrC14Tt/TjtNyCVBaXvfqO1DMjHGnglpSlC/rg5mdeHvlaUNt/uae6TQIZW+zxlGDoaV0Yx"
    + "JNZ/R3u03m1Xof5rPhLl4512bD8LA0E16xEXY8nwKWi6q5S0L9754oERUStxkNYZPFBWPOSPGjoV00LF"
    + "mpdBvPCeKSnpH3+X1Fs5ulCSq1AyJUKpcXIPFq2PAERxSiSqJ2iLZWxuXnQN7BKMQ0bh4zBItMWh1RuD"
    + "aj4EM5DjhIRPP212uuEkGYJHMwb7QCoYONjlHYt1WH9lxagR+VsMciXcsEyJY8CMFs7bEZSF+kCXYAtg"
    + "vrca3vsidsUgsOgNtrBgCQ=="

  private static let certificatePEM = """
    -----BEGIN CERTIFICATE-----
    MIIDFzCCAf+gAwIBAgIUa4GKqUXcLXKy2O6C8dolDmHZlN4wDQYJKoZIhvcNAQEL
    BQAwGjEYMBYGA1UEAwwPZml4dHVyZS5leGFtcGxlMCAXDTI2MTEyMDEwMDYxNVoY
    DzIxMjYxMDI3MTAwNjE1WjAaMRgwFgYDVQQDDA9maXh0dXJlLmV4YW1wbGUwggEi
    MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDW0WT3S6eM9vN5TSiXeJ8cHgJr
    dLONXaPJDAg+pdy8V3oO2CsmL/3JHg5+HdINVz+9vFiKq1IosVsuXAUZ2LeVgU71
    8mJW+Dicim14nEqwlZH25ah+aWb+n3M/cVU4wUrSgnzkdBnW1D9oHHQoQJl82G9t
    NkOD8PqyG928unaPT7Y60xnYqNtJLkxshrg05DYYRhd/yMxb6r8PuYBBOEBvSXUC
    GZS2MOlYKPYAhIoHBf4UkESiwWSy4ThikTLax8yKCzJE2XGPoo8Vj9+P6oxoOQ6X
    /MQXSWkWjdXGM+tsL/hsLD67gZH2UjrRGCGAIrsACPpAVeMd9rTaVtC+E9UBAgMB
    AAGjUzBRMB0GA1UdDgQWBBQqLSwv34BpJ98HFXRi8dwaaudyJzAfBgNVHSMEGDAW
    gBQqLSwv34BpJ98HFXRi8dwaaudyJzAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
    DQEBCwUAA4IBAQDWKdJ6sgvmu1wHeaT4k5l8c/PjthlXI7t4T9CWhm51iBEDpGH3
    bfQ0ZoXjUGxNrkOunNUazTYoUV5K/lexMYNfmJgcUoQ7bbSIBQkDPKeTfq8btgYR
    j5Fci+LRlM50jrVecK9d3pLRjHtWPjQD6HlqchTuRt+ZvOQrW2xCefcP1YkdH1x8
    CNmepuoUu3IL1ajjtEE6lNMFjRJlBcv8uhndWI7jOBiX2Hh4FNFEeJMFQVwsY4UM
    7KNy9VBRMSu1033uE59Cf5M3xBAu2TrFk+gXzwQ5vBUQ2PJshb/aEb8v8HE9yKSL
    kh1AgrZ+ft+6vt5lFjuFGwbsJLQ+/RCiGzCg
    -----END CERTIFICATE-----
    """
}
