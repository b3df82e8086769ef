import Foundation
import Support
import Testing

@testable import Shared

/// The store on moto's S3, which computes every signature with botocore.
@Suite(.enabled(if: PythonPeer.isAvailable)) struct S3PeerTests {
  private func location(_ server: PythonServer) -> StorageLocation {
    StorageLocation(
      // moto 5.2.1 refuses botocore's own signature where a query holds an encoded slash, so the
      // store has no prefix here, lists from the start only, and makes no presigned link.
      bucket: server.facts["bucket"]?.stringValue ?? "", prefix: "",
      region: "eu-central-1", endpoint: server.facts["endpoint"]?.stringValue)
  }

  private func store(_ server: PythonServer, secret: String? = nil) -> S3ObjectStore {
    let environment = AWSEnvironment(
      variables: [
        "AWS_ACCESS_KEY_ID": server.facts["key"]?.stringValue ?? "",
        "AWS_SECRET_ACCESS_KEY": secret ?? server.facts["secret"]?.stringValue ?? "",
      ], readFile: { _ in nil }, now: { Instant.machineNow })
    return S3ObjectStore(
      StorageClient(
        location: location(server),
        credentials: CredentialChain(environment: environment, client: .trusted()),
        client: .trusted(), now: environment.now))
  }

  @Test("objects go up, come down, are listed and deleted, each request rightly signed")
  func everything() async throws {
    let server = try PythonServer("s3_server.py")
    let store = store(server)
    let workspace = UUID()
    let small = Array("small".utf8)
    let large = [UInt8](repeating: 9, count: AWSLimits.partBytes + 1_000)
    for bytes in [small, large] {
      let key = ObjectKey(.blob, of: bytes, workspace: workspace)
      try await store.put(bytes, at: key)
      try await store.put(bytes, at: key)
      let read = try await store.get(key, limit: large.count)
      let isSame = read == bytes
      #expect(isSame)
      #expect(try await store.facts(key)?.byteCount == bytes.count)
    }
    let listed = try await store.list(after: nil, limit: 10)
    #expect(listed.count == 2)
    let key = ObjectKey(.blob, of: small, workspace: workspace)
    try await store.remove(key)
    await #expect(throws: ObjectStoreError(.missing, key: key)) {
      try await store.get(key, limit: 10)
    }
  }

  @Test("a wrong secret is refused, and said to be so")
  func wrongSecret() async throws {
    let server = try PythonServer("s3_server.py")
    let key = ObjectKey(.raw, of: [1], workspace: UUID())
    await #expect(throws: ObjectStoreError(.failed(403), key: key)) {
      try await store(server, secret: "wrong").put([1], at: key)
    }
  }
}
