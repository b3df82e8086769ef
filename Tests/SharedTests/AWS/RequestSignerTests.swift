import Foundation
import Support
import Testing

@testable import Shared

@Suite struct RequestSignerTests {
  private let credentials = AWSCredentials(
    accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
  private let time = Instant(seconds: 1_440_938_160)

  @Test("the signature of the example in AWS's documentation comes out")
  func documented() {
    let signer = RequestSigner(service: "iam", region: "us-east-1")
    let signature = signer.sign(
      method: "GET", host: "iam.amazonaws.com", target: "/?Action=ListUsers&Version=2010-05-08",
      headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
      payloadHash: SHA256.hexDigest(of: []), credentials: credentials, time: time)
    #expect(
      signature.signature == "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
    #expect(
      signature.headers["Authorization"]
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
        + "SignedHeaders=content-type;host;x-amz-date, Signature=\(signature.signature)")
  }

  @Test(
    "a path is encoded once more than it is sent",
    arguments: [
      ("/model/m%3A0/invoke", "/model/m%253A0/invoke"),
      ("/model/m:0/invoke", "/model/m%3A0/invoke"),
      ("/a%2Fb", "/a%252Fb"), ("/a%3a", "/a%253a"), ("/", "/"), ("", "/"),
      ("/a/./b//c/", "/a/b/c/"),
      ("/a/../b", "/b"), ("/../", "/"), ("/a%20b", "/a%2520b"),
    ])
  func paths(sent: String, signed: String) {
    #expect(CanonicalRequest.path(sent, .encodedAgain(normalises: true)) == signed)
  }

  @Test(
    "a path of S3 is signed as it is sent",
    arguments: [
      ("/a/../b//c", "/a/../b//c"), ("/a%20b", "/a%20b"), ("/a:b", "/a%3Ab"),
      ("/%c3%a9", "/%C3%A9"),
    ])
  func storagePaths(sent: String, signed: String) {
    #expect(CanonicalRequest.path(sent, .asSent) == signed)
  }

  @Test(
    "a query is sorted by name, then value, and escaped in one way",
    arguments: [
      ("b=2&a=1", "a=1&b=2"), ("a-b=1&ab=2&a=3", "a=3&a-b=1&ab=2"), ("key", "key="),
      ("a=b&a=a&a", "a=&a=a&a=b"), ("x=%7e%2b ", "x=~%2B%20"), ("p=%ff", "p=%FF"), ("", ""),
    ])
  func queries(sent: String, signed: String) {
    #expect(CanonicalRequest.query(sent) == signed)
  }

  @Test("header values are trimmed, joined under one name, and kept where empty")
  func headers() {
    let canonical = CanonicalRequest(
      method: "GET", target: "/",
      headers: ["X-B": "  two   words ", "x-a": "", "X-b": "more", "User-Agent": "changes"],
      payloadHash: "hash", pathRule: .encodedAgain(normalises: true))
    #expect(canonical.text == "GET\n/\n\nx-a:\nx-b:two words,more\n\nx-a;x-b\nhash")
    #expect(canonical.signedHeaders == "x-a;x-b")
  }

  @Test("S3's hash and a session's token are sent and signed")
  func addedHeaders() {
    var session = credentials
    session.sessionToken = "token"
    let signature = RequestSigner(service: "s3", region: "eu-central-1").sign(
      method: "PUT", host: "bucket.s3.eu-central-1.amazonaws.com", target: "/key", headers: [:],
      payloadHash: RequestSigner.unsignedPayload, credentials: session, time: time)
    #expect(signature.headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD")
    #expect(signature.headers["X-Amz-Security-Token"] == "token")
    #expect(
      signature.headers["Authorization"]?.contains(
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,") == true)
  }

  @Test("the presigned link of the example in AWS's documentation comes out")
  func presigned() throws {
    let key = AWSCredentials(
      accessKeyID: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    let link = try RequestSigner(service: "s3", region: "us-east-1").presign(
      .get, "https://examplebucket.s3.amazonaws.com/test.txt", seconds: 86_400, credentials: key,
      time: Instant(seconds: 1_369_353_600))
    #expect(
      link.hasSuffix(
        "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
  }

  @Test("no secret shows in descriptions or dumps of credentials")
  func descriptions() {
    var text = ""
    dump(credentials, to: &text)
    for shown in [text, "\(credentials)", String(reflecting: credentials)] {
      #expect(!shown.contains("wJalr"))
    }
  }

  @Test(
    "vectors in a folder outside pass, where FRACTAL_SIGV4_VECTORS names one",
    .enabled(if: ProcessInfo.processInfo.environment["FRACTAL_SIGV4_VECTORS"] != nil))
  func vectors() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["FRACTAL_SIGV4_VECTORS"])
    for file in ["aws-suite.json", "botocore.json"] {
      let bytes = Array(try Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
      let cases = try #require(try JSONValue(parsing: bytes).arrayValue)
      for vector in cases {
        let signed = try #require(
          file == "botocore.json" ? SignatureVector.direct(vector) : SignatureVector.suite(vector))
        let name = vector["name"]?.stringValue ?? ""
        #expect(signed.canonicalRequest == vector["canonical_request"]?.stringValue, "\(name)")
        #expect(signed.stringToSign == vector["string_to_sign"]?.stringValue, "\(name)")
        #expect(signed.signature == vector["signature"]?.stringValue, "\(name)")
      }
      #expect(cases.count > 30)
    }
  }
}
