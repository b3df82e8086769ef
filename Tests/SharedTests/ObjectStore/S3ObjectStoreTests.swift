import Foundation
import Support
import Synchronization
import Testing

@testable import Shared

@Suite struct S3ObjectStoreTests {
  private static let environment = AWSEnvironment(
    variables: [
      "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret",
      "AWS_REGION": "eu-central-1",
    ], readFile: { _ in nil }, now: { Instant(seconds: 1_800_000_000) })

  private static func store(_ endpoint: String) -> S3ObjectStore {
    S3ObjectStore(
      StorageClient(
        location: StorageLocation(
          bucket: "bucket", prefix: "some/prefix", region: "eu-central-1", endpoint: endpoint),
        credentials: CredentialChain(environment: environment, client: .trusted()),
        client: .trusted(), now: environment.now))
  }

  @Test("a location is read with its region, and its URLs fit the bucket's name")
  func locations() throws {
    let plain = try StorageLocation("s3://my-bucket/a/b", environment: Self.environment)
    #expect(plain.prefix == "a/b/")
    #expect(plain.url("k") == "https://my-bucket.s3.eu-central-1.amazonaws.com/a/b/k")
    let dotted = try StorageLocation("s3://my.bucket", environment: Self.environment)
    #expect(dotted.url("k") == "https://s3.eu-central-1.amazonaws.com/my.bucket/k")
    for wrong in ["s3://", "s3://UPPER", "s3://a", "https://x", "s3://evil.com:80"] {
      #expect(throws: AWSError(.malformedConfiguration)) {
        try StorageLocation(wrong, environment: Self.environment)
      }
    }
    let bare = AWSEnvironment(variables: [:], readFile: { _ in nil }, now: { Instant(seconds: 0) })
    #expect(try StorageLocation("s3://my-bucket", environment: bare).region == "us-east-1")
  }

  @Test("small objects go up in one piece, large ones in parts, and come back checked")
  func roundTrip() async throws {
    let service = StorageDouble()
    let server = ScriptedServer { service.answer($0, $1) }
    let store = Self.store(server.url(""))
    let workspace = UUID()
    let small = Array("small".utf8)
    let large = TestBytes.pattern(AWSLimits.partBytes * 2 + 5)
    for bytes in [small, large] {
      let key = ObjectKey(.blob, of: bytes, workspace: workspace)
      try await store.put(bytes, at: key)
      try await store.put(bytes, at: key)
      let read = try await store.get(key, limit: large.count)
      let isSame = read == bytes
      #expect(isSame)
      #expect(try await store.facts(key)?.byteCount == bytes.count)
    }
    #expect(service.log.withLock { $0 }.contains { $0.hasPrefix("COPY") })
    let key = ObjectKey(.blob, of: small, workspace: workspace)
    await #expect(throws: ObjectStoreError(.tooLarge, key: key)) {
      try await store.get(key, limit: 4)
    }
    service.objects.withLock { $0["some/prefix/\(key)"] = Array("smell".utf8) }
    await #expect(throws: ObjectStoreError(.damaged, key: key)) {
      try await store.get(key, limit: 10)
    }
    try await store.remove(key)
    try await store.remove(key)
    await #expect(throws: ObjectStoreError(.missing, key: key)) {
      try await store.get(key, limit: 10)
    }
    #expect(try await store.facts(key) == nil)
  }

  @Test("a failure that may pass is tried again, a refusal is not, and a lost upload is called off")
  func failures() async throws {
    let service = StorageDouble()
    let server = ScriptedServer { service.answer($0, $1) }
    let store = Self.store(server.url(""))
    let key = ObjectKey(.raw, of: [1], workspace: UUID())
    service.failures.withLock { $0 = [503, 500] }
    try await store.put([1], at: key)
    service.failures.withLock { $0 = [403] }
    await #expect(throws: ObjectStoreError(.failed(403), key: key)) {
      try await store.put([1], at: key)
    }
    let large = [UInt8](repeating: 3, count: AWSLimits.partBytes + 1)
    let other = ObjectKey(.raw, of: large, workspace: UUID())
    // The head, the beginning and the first part pass, every attempt at the second part fails.
    service.failures.withLock { $0 = [0, 0, 0, 503, 503, 503] }
    await #expect(throws: ObjectStoreError(.failed(503), key: other)) {
      try await store.put(large, at: other)
    }
    #expect(service.uploads.withLock { $0.isEmpty })
    #expect(service.log.withLock { $0 }.last?.hasPrefix("ABORT") == true)
  }

  @Test("pages of a listing hold every object once, and foreign ones not at all")
  func listing() async throws {
    let service = StorageDouble()
    let server = ScriptedServer { service.answer($0, $1) }
    let store = Self.store(server.url(""))
    let workspace = UUID()
    var keys: Set<String> = []
    for number in UInt8(0)..<25 {
      let key = ObjectKey(.blob, of: [number], workspace: workspace)
      try await store.put([number], at: key)
      keys.insert(key.description)
    }
    service.objects.withLock {
      $0["some/prefix/notes & <more>.txt"] = [1]
      $0["elsewhere/x"] = [1]
    }
    var seen: [ObjectKey] = []
    while true {
      let page = try await store.list(after: seen.last, limit: 10)
      if page.isEmpty { break }
      seen += page.map(\.key)
    }
    #expect(seen.map(\.description) == keys.sorted())
  }

  @Test("a link downloads the object for a while")
  func links() async throws {
    let link = try await Self.store("http://127.0.0.1:9").client.downloadLink(
      "k", contentType: "text/plain", disposition: "attachment; filename=\"a\"", seconds: 60)
    #expect(link.hasPrefix("http://127.0.0.1:9/bucket/some/prefix/k?response-cache-control="))
    #expect(link.contains("&response-content-disposition=attachment%3B%20filename"))
    #expect(link.contains("&response-content-type=text%2Fplain&"))
    #expect(link.contains("&X-Amz-Expires=60&"))
    #expect(link.contains("&X-Amz-Signature="))
  }
}
