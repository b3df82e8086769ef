import Shared

/// Turns the bytes of a request's body into what the handler reads.
enum RequestBody {
  /// The bytes, decompressed where `Content-Encoding` is gzip.
  ///
  /// - Throws: `Problem` 413 where more than `limit` bytes come out, 415 for other encodings, 400
  ///   for bytes that are no gzip.
  static func decode(
    _ bytes: [UInt8], headers: HTTPHeaders, limit: Int
  ) throws(Problem) -> [UInt8] {
    let encodings = headers.values("Content-Encoding")
      .flatMap { $0.split(separator: ",") }
      .map { $0.filter { $0 != " " }.lowercased() }
      .filter { $0 != "identity" }
    guard let encoding = encodings.first else { return bytes }
    guard encodings.count == 1, encoding == "gzip" || encoding == "x-gzip" else {
      throw Problem.unsupportedEncoding()
    }
    do {
      return try Gzip.decompress(bytes, limit: limit)
    } catch .tooLarge {
      throw Problem.bodyTooLarge(limit: limit)
    } catch {
      throw Problem.badRequest("the body is no gzip")
    }
  }
}
