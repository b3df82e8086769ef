extension S3ObjectStore: ListableObjectStore {
  /// The objects after that key in the order of their texts, at most `limit`. What else lies under
  /// the prefix is passed over.
  public func list(
    after: ObjectKey?, limit: Int
  ) async throws(ObjectStoreError) -> [StoredObject] {
    let prefix = client.location.prefix
    var found: [StoredObject] = []
    var start = after.map { prefix + $0.description }
    while found.count < limit {
      let page = try await page(prefix, start, limit - found.count)
      for item in page.all("Contents") {
        guard let name = item.first("Key") else { continue }
        start = name
        guard name.hasPrefix(prefix), let key = ObjectKey(String(name.dropFirst(prefix.count))),
          let size = item.first("Size").flatMap({ Int($0) }),
          let time = item.first("LastModified").flatMap({ Instant($0) })
        else { continue }
        found.append(StoredObject(key: key, byteCount: size, time: time))
      }
      if page.first("IsTruncated") != "true" { break }
    }
    return found
  }

  /// The facts of one object; nil where there is none.
  public func facts(_ key: ObjectKey) async throws(ObjectStoreError) -> StoredObject? {
    let answer: StorageClient.Answer
    do {
      answer = try await client.call(.head, key.description)
    } catch {
      throw ObjectStoreError(.failed(error.status ?? 0), key: key)
    }
    guard answer.status == 200 else { return nil }
    guard let size = answer.headers["Content-Length"].flatMap({ Int($0) }),
      let time = answer.headers["Last-Modified"].flatMap(HTTPDate.parse)
    else { throw ObjectStoreError(.failed(answer.status), key: key) }
    return StoredObject(key: key, byteCount: size, time: time)
  }

  private func page(
    _ prefix: String, _ start: String?, _ count: Int
  ) async throws(ObjectStoreError) -> FlatXML {
    var query = "list-type=2&max-keys=\(min(count, 1_000))"
    if !prefix.isEmpty { query += "&prefix=\(PercentEncoding.encode(prefix))" }
    if let start { query += "&start-after=\(PercentEncoding.encode(start))" }
    do throws(AWSError) {
      let answer = try await client.call(.get, "", query: query, bodyLimit: AWSLimits.fileBytes)
      guard answer.status == 200 else { throw AWSError(.refused, status: answer.status) }
      return FlatXML(answer.body)
    } catch {
      throw ObjectStoreError(listing: .failed(error.status ?? 0))
    }
  }
}
