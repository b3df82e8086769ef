extension StorageClient {
  /// Stores bytes in parts, as S3 wants it for large objects; an upload that fails is called off,
  /// so that its parts cost nothing.
  ///
  /// - Throws: `AWSError`.
  func putInParts(_ bytes: [UInt8], _ key: String) async throws(AWSError) {
    let begun = try await call(.post, key, query: "uploads=")
    guard begun.status == 200, let id = FlatXML(begun.body).first("UploadId") else {
      throw AWSError(.malformedAnswer, status: begun.status)
    }
    let upload = PercentEncoding.encode(id)
    do throws(AWSError) {
      try await complete(key, upload, try await parts(bytes, key, upload))
    } catch {
      _ = try? await call(.delete, key, query: "uploadId=\(upload)")
      throw error
    }
  }

  private func parts(
    _ bytes: [UInt8], _ key: String, _ upload: String
  ) async throws(AWSError) -> [String] {
    var tags: [String] = []
    for start in stride(from: 0, to: bytes.count, by: AWSLimits.partBytes) {
      let end = min(start + AWSLimits.partBytes, bytes.count)
      let answer = try await call(
        .put, key, query: "partNumber=\(tags.count + 1)&uploadId=\(upload)",
        body: Array(bytes[start..<end]))
      guard answer.status == 200, let tag = answer.headers["ETag"] else {
        throw AWSError(.malformedAnswer, status: answer.status)
      }
      tags.append(tag)
    }
    return tags
  }

  private func complete(
    _ key: String, _ upload: String, _ tags: [String]
  ) async throws(AWSError) {
    var document = "<CompleteMultipartUpload>"
    for (index, tag) in tags.enumerated() {
      let text = tag.filter { $0 != "<" && $0 != ">" && $0 != "&" }
      document += "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(text)</ETag></Part>"
    }
    document += "</CompleteMultipartUpload>"
    let answer = try await call(
      .post, key, query: "uploadId=\(upload)", headers: ["Content-Type": "application/xml"],
      body: Array(document.utf8))
    // S3 may answer 200 before it is done and then report an error inside.
    let text = FlatXML(answer.body)
    if let name = text.first("Code") { throw AWSError(.refused, status: 500, name: name) }
    guard answer.status == 200, text.first("ETag") != nil else {
      throw AWSError(.malformedAnswer, status: answer.status)
    }
  }
}
