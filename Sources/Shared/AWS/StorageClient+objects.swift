extension StorageClient {
  /// The bytes of an object by its name, at most `limit`; nil where there is none.
  ///
  /// - Throws: `AWSError`; `.malformedAnswer` where the object is larger.
  public func object(_ name: String, limit: Int) async throws(AWSError) -> [UInt8]? {
    let head = try await call(.head, name)
    guard head.status == 200 else { return nil }
    if let length = head.headers["Content-Length"].flatMap({ Int($0) }), length > limit {
      throw AWSError(.malformedAnswer, status: 413)
    }
    let answer = try await call(.get, name, bodyLimit: limit)
    return answer.status == 200 ? answer.body : nil
  }
}
