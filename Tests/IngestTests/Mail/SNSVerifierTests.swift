import Shared
import Support
import Testing

@testable import Ingest

@Suite struct SNSVerifierTests {
  private static let topic = "arn:aws:sns:eu-west-1:123456789012:mail"
  private static let signer = TestSigner.rsa()
  private static let now = Instant.machineNow

  private func body(
    host: String = "https://sns.eu-west-1.amazonaws.com/k.pem", topic: String = topic,
    time: Instant = now, change: (inout JSONObject) -> Void = { _ in }
  ) throws -> [UInt8] {
    var document: JSONObject = [
      "Type": "Notification", "MessageId": "1", "TopicArn": .string(topic), "Message": "hello",
      "Timestamp": .string("\(time)"), "SignatureVersion": "2", "SigningCertURL": .string(host),
      "Signature": "AAAA",
    ]
    let text = try SNSMessage(JSONValue.object(document).serializedBytes).signedText
    let signature = try #require(Self.signer).sign(Array(text.utf8))
    document["Signature"] = .string(Base64.encode(signature))
    change(&document)
    return JSONValue.object(document).serializedBytes
  }

  private func verifier() throws -> SNSVerifier {
    let certificate = try #require(Self.signer).certificate()
    return SNSVerifier(topics: [Self.topic]) { _ in certificate }
  }

  private func outcome(_ body: [UInt8], verifier given: SNSVerifier? = nil) async throws
    -> SNSError?
  {
    do throws(SNSError) {
      try await (given ?? (try? verifier()) ?? SNSVerifier(topics: []) { _ in [] }).check(
        try SNSMessage(body), now: Self.now)
      return nil
    } catch {
      return error
    }
  }

  @Test("a signed message of a known topic passes, and any change in it does not")
  func signature() async throws {
    #expect(try await outcome(try body()) == nil)
    for name in ["Message", "MessageId"] {
      #expect(try await outcome(try body { $0[name] = "other" }) == .signature, "\(name)")
    }
    #expect(try await outcome(try body { $0["Subject"] = "added" }) == .signature)
    #expect(try await outcome(try body { $0["SignatureVersion"] = "1" }) == .signature)
    #expect(try await outcome(try body { $0["SignatureVersion"] = "3" }) == .document)
    #expect(try await outcome(Array("[]".utf8)) == .document)
  }

  @Test(
    "a certificate counts from exactly the topic's own SNS host",
    arguments: [
      "https://sns.eu-west-1.amazonaws.com.evil.example/k.pem",
      "https://sns.us-east-1.amazonaws.com/k.pem", "http://sns.eu-west-1.amazonaws.com/k.pem",
      "https://sns.eu-west-1.amazonaws.com:8443/k.pem",
      "https://a@sns.eu-west-1.amazonaws.com/k.pem", "https://evil.example/k.pem",
      "https://evil.example#@sns.eu-west-1.amazonaws.com/k.pem",
      "https://sns.eu-west-1.amazonaws.com/k.pem?x=1", "https://sns.eu-west-1.amazonaws.com/k.txt",
      "https://s3.amazonaws.com/sns.eu-west-1.amazonaws.com/k.pem", "k.pem", "",
    ])
  func hosts(url: String) async throws {
    #expect(try await outcome(try body(host: url)) == .host)
  }

  @Test("unknown topics, old messages and certificates that ended are refused")
  func refused() async throws {
    let foreign = "arn:aws:sns:eu-west-1:999999999999:mail"
    #expect(try await outcome(try body(topic: foreign)) == .topic)
    let old = Instant(seconds: Self.now.seconds - 90_000)
    #expect(try await outcome(try body(time: old)) == .expired)
    let early = Instant(seconds: Self.now.seconds + 3_600)
    #expect(try await outcome(try body(time: early)) == .expired)
    let ended = try #require(Self.signer).certificate(seconds: -3_000)
    let verifier = SNSVerifier(topics: [Self.topic]) { _ in ended }
    #expect(try await outcome(try body(), verifier: verifier) == .certificate)
    struct Away: Error {}
    let alone = SNSVerifier(topics: [Self.topic]) { _ in throw Away() }
    #expect(try await outcome(try body(), verifier: alone) == .unavailable)
  }

  @Test("a certificate is fetched once")
  func cached() async throws {
    let tally = Tally()
    let certificate = try #require(Self.signer).certificate()
    let verifier = SNSVerifier(topics: [Self.topic]) { _ in
      tally.raise()
      return certificate
    }
    for _ in 0..<3 { #expect(try await outcome(try body(), verifier: verifier) == nil) }
    #expect(tally.value == 1)
  }
}
