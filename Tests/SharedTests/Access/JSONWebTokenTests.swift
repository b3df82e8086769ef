import Shared
import Testing

@Suite struct JSONWebTokenTests {
  static let secret = Array("0123456789abcdef0123456789abcdef".utf8)

  /// A token signed with HMAC-SHA256, whatever its header says.
  static func sign(
    header: String = #"{"alg":"HS256","typ":"JWT"}"#, _ claims: String, key: [UInt8] = secret
  ) -> String {
    let parts = [header, claims].map { Base64.encode(Array($0.utf8), .urlSafe) }
    let signed = parts.joined(separator: ".")
    return signed + "." + Base64.encode(HMACSHA256.code(for: signed, key: key), .urlSafe)
  }

  private func check(_ text: String, at now: Int64 = 1_000) -> AccessError? {
    do throws(AccessError) {
      try JSONWebToken(text, secret: Self.secret).check(at: Instant(seconds: now))
      return nil
    } catch {
      return error
    }
  }

  @Test("the example of RFC 7515, appendix A.1, is verified")
  func standard() throws {
    let key = try #require(
      Base64.decode(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        .urlSafe))
    let signed =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
      + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    let signature = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    #expect(
      HMACSHA256.isValid(
        try #require(Base64.decode(signature, .urlSafe)), for: Array(signed.utf8), key: key))
    // It names no subject, so it lets nobody in.
    #expect(throws: AccessError.invalid) {
      try JSONWebToken("\(signed).\(signature)", secret: key)
    }
  }

  @Test("a right token names its subject and its times")
  func right() throws {
    let token = try JSONWebToken(
      Self.sign(#"{"sub":"ada@example.org","exp":2000.9,"nbf":500}"#), secret: Self.secret)
    #expect(token.subject == "ada@example.org")
    #expect(token.expiry == 2_000)
    #expect(token.notBefore == 500)
    #expect(check(Self.sign(#"{"sub":"a","exp":1001}"#)) == nil)
    #expect(check(Self.sign(header: #"{"alg":"HS256"}"#, #"{"sub":"a","exp":1001}"#)) == nil)
  }

  @Test(
    "the known attacks are refused",
    arguments: [
      // Algorithms other than ours, signed or not.
      sign(header: #"{"alg":"none"}"#, #"{"sub":"a","exp":2000}"#),
      String(sign(header: #"{"alg":"none"}"#, #"{"sub":"a","exp":2000}"#).split(separator: ".")[0])
        + "." + Base64.encode(Array(#"{"sub":"a","exp":2000}"#.utf8), .urlSafe) + ".",
      sign(header: #"{"alg":"RS256"}"#, #"{"sub":"a","exp":2000}"#),
      sign(header: #"{"alg":"hs256"}"#, #"{"sub":"a","exp":2000}"#),
      sign(header: #"{"alg":["HS256"]}"#, #"{"sub":"a","exp":2000}"#),
      sign(header: #"{"alg":"HS512"}"#, #"{"sub":"a","exp":2000}"#),
      sign(header: #"{}"#, #"{"sub":"a","exp":2000}"#),
      sign(header: #"{"alg":"HS256","crit":["x"]}"#, #"{"sub":"a","exp":2000}"#),
      sign(header: #"{"alg":"HS256","typ":"at+jwt"}"#, #"{"sub":"a","exp":2000}"#),
      // Another key, an empty one, a changed claim.
      sign(#"{"sub":"a","exp":2000}"#, key: Array("another-key-another-key-another-".utf8)),
      sign(#"{"sub":"a","exp":2000}"#, key: []),
      sign(#"{"sub":"a","exp":2000}"#).replacing("eyJzdWIi", with: "eyJzdWJi"),
      // Claims that are missing or of another kind.
      sign(#"{"sub":"a"}"#), sign(#"{"exp":2000}"#), sign(#"{"sub":"","exp":2000}"#),
      sign(#"{"sub":"a","exp":"2000"}"#), sign(#"{"sub":"a","exp":null}"#),
      sign(#"{"sub":"a","exp":1e300}"#), sign(#"{"sub":["a"],"exp":2000}"#),
      sign(#"{"sub":"a","exp":2000,"nbf":"x"}"#), sign("[]"), sign("{"),
      // Texts that are no token.
      "", ".", "..", "a.b.c", "a.b", "....", sign(#"{"sub":"a","exp":2000}"#) + "=",
      sign(#"{"sub":"a","exp":2000}"#) + ".x", " " + sign(#"{"sub":"a","exp":2000}"#),
      sign(#"{"sub":"a","exp":2000}"#) + "!", String(repeating: "a", count: 100_000),
      sign(#"{"sub":"a","exp":2000,"x":"\#(String(repeating: "y", count: 9_000))"}"#),
    ])
  func attacks(text: String) {
    #expect(check(text) == .invalid)
  }

  @Test("times are checked by the given clock with half a minute of grace")
  func times() {
    #expect(check(Self.sign(#"{"sub":"a","exp":1000}"#), at: 1_029) == nil)
    #expect(check(Self.sign(#"{"sub":"a","exp":1000}"#), at: 1_030) == .expired)
    #expect(check(Self.sign(#"{"sub":"a","exp":-5}"#)) == .expired)
    #expect(check(Self.sign(#"{"sub":"a","exp":2000,"nbf":1030}"#)) == nil)
    #expect(check(Self.sign(#"{"sub":"a","exp":2000,"nbf":1031}"#)) == .invalid)
  }

  @Test("a secret that is too short is no secret")
  func shortSecret() {
    #expect(throws: AccessError.notConfigured) {
      try JSONWebToken(Self.sign(#"{"sub":"a","exp":1}"#), secret: Array(Self.secret.dropLast()))
    }
    #expect(Authenticator(webTokenSecretText: Base64.encode(Array(Self.secret.dropLast()))) == nil)
    #expect(Authenticator(webTokenSecretText: "not base64!") == nil)
    #expect(Authenticator(webTokenSecretText: Base64.encode(Self.secret)) != nil)
  }
}
