/// Objects in Amazon S3 or a service that speaks its language, under the same keys as in a folder.
public struct S3ObjectStore: ObjectStore {
  /// Who calls the service.
  let client: StorageClient

  /// The bucket.
  public var bucket: String { client.location.bucket }
  /// `AWS_S3`.
  public var provider: String { "AWS_S3" }

  /// A store that calls through that client.
  public init(_ client: StorageClient) {
    self.client = client
  }

  /// Stores the bytes; S3 answers when they are durable, and checks them against the signed hash.
  /// A large object that is there already is copied onto itself, which renews its time.
  public func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectStoreError) {
    do throws(AWSError) {
      let name = key.description
      if bytes.count <= AWSLimits.partBytes {
        let answer = try await client.call(
          .put, name, headers: ["Content-Type": "application/octet-stream"], body: bytes)
        guard answer.status == 200 else { throw AWSError(.refused, status: answer.status) }
      } else if try await length(name) == bytes.count {
        try await renew(name)
      } else {
        try await client.putInParts(bytes, name)
      }
    } catch {
      throw ObjectStoreError(.failed(error.status ?? 0), key: key)
    }
  }

  /// Fetches the object and checks that its bytes are those of the key.
  public func get(_ key: ObjectKey, limit: Int) async throws(ObjectStoreError) -> [UInt8] {
    let answer: StorageClient.Answer
    do {
      if let length = try await length(key.description), length > limit {
        throw ObjectStoreError(.tooLarge, key: key)
      }
      answer = try await client.call(
        .get, key.description, bodyLimit: max(limit, AWSLimits.credentialBytes))
    } catch let error as ObjectStoreError {
      throw error
    } catch {
      throw ObjectStoreError(.failed((error as? AWSError)?.status ?? 0), key: key)
    }
    guard answer.status == 200 else { throw ObjectStoreError(.missing, key: key) }
    guard answer.body.count <= limit else { throw ObjectStoreError(.tooLarge, key: key) }
    guard SHA256.hexDigest(of: answer.body) == key.hash else {
      throw ObjectStoreError(.damaged, key: key)
    }
    return answer.body
  }

  /// Deletes the object.
  public func remove(_ key: ObjectKey) async throws(ObjectStoreError) {
    do {
      _ = try await client.call(.delete, key.description)
    } catch {
      throw ObjectStoreError(.failed(error.status ?? 0), key: key)
    }
  }

  /// A presigned address, so that large files pass by this program.
  public func downloadLink(
    to key: ObjectKey, contentType: String, disposition: String, seconds: Int
  ) async throws(ObjectStoreError) -> String? {
    do {
      return try await client.downloadLink(
        key.description, contentType: contentType, disposition: disposition, seconds: seconds)
    } catch {
      throw ObjectStoreError(.failed(error.status ?? 0), key: key)
    }
  }

  private func length(_ name: String) async throws(AWSError) -> Int? {
    let answer = try await client.call(.head, name)
    guard answer.status == 200 else { return nil }
    return answer.headers["Content-Length"].flatMap { Int($0) }
  }

  private func renew(_ name: String) async throws(AWSError) {
    let place = client.location
    let source = PercentEncoding.encode("/\(place.bucket)/\(place.prefix)\(name)", keeping: "/")
    let answer = try await client.call(
      .put, name,
      headers: [
        "x-amz-copy-source": source, "x-amz-metadata-directive": "REPLACE",
        "Content-Type": "application/octet-stream",
      ])
    // Like the end of an upload in parts, a copy may fail inside an answer of status 200.
    if let code = FlatXML(answer.body).first("Code") {
      throw AWSError(.refused, status: 500, name: code)
    }
  }
}
