import Foundation
import Support
import Synchronization

@testable import Shared

/// Answers like S3 as far as the store goes, and checks each request's signature against its own
/// computation from the wire.
final class StorageDouble: Sendable {
  /// What is stored, by key.
  let objects = Mutex<[String: [UInt8]]>([:])
  /// Unfinished uploads: parts by number.
  let uploads = Mutex<[String: [Int: [UInt8]]]>([:])
  /// The statuses of the next answers; 0 answers as it should.
  let failures = Mutex<[Int]>([])
  /// What was done, in order.
  let log = Mutex<[String]>([])

  private let credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret")
  private static let date = "Fri, 15 Jan 2027 08:00:00 GMT"

  /// Answers one request.
  func answer(_ request: ScriptedServer.Request, _ answerer: ScriptedServer.Answerer) -> Bool {
    guard isSigned(request) else { return error(answerer, 403, "SignatureDoesNotMatch") }
    let failure = failures.withLock { $0.isEmpty ? 0 : $0.removeFirst() }
    let method = request.head.prefix { $0 != " " }
    let url = request.target.split(separator: "?", maxSplits: 1)
    let key = PercentEncoding.decode(url[0].dropFirst("/bucket/".count))
    let query = Self.items(url.count > 1 ? url[1] : "")
    if failure != 0, query["uploadId"] == nil || method != "DELETE" {
      return error(answerer, failure, "Refused")
    }
    switch method {
    case "PUT": return put(request, key, query, answerer)
    case "POST": return post(key, query, answerer)
    case "DELETE":
      if let id = query["uploadId"] {
        uploads.withLock { $0[id] = nil }
        note("ABORT \(key)")
      } else {
        objects.withLock { $0[key] = nil }
      }
      return answerer.answer(204)
    case "HEAD":
      guard let bytes = objects.withLock({ $0[key] }) else {
        return answerer.send("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
      }
      return answerer.send(
        "HTTP/1.1 200 X\r\nContent-Length: \(bytes.count)\r\nLast-Modified: \(Self.date)\r\n\r\n")
    default:
      if query["list-type"] != nil { return list(query, answerer) }
      guard let bytes = objects.withLock({ $0[key] }) else {
        return error(answerer, 404, "NoSuchKey")
      }
      return answerer.answer(200, "", bytes)
    }
  }

  private func put(
    _ request: ScriptedServer.Request, _ key: String, _ query: [String: String],
    _ answerer: ScriptedServer.Answerer
  ) -> Bool {
    if let id = query["uploadId"], let number = query["partNumber"].flatMap({ Int($0) }) {
      uploads.withLock { $0[id]?[number] = request.body }
    } else if let source = request.header("x-amz-copy-source") {
      note("COPY \(source)")
      return answerer.answer(200, "", Array("<R><ETag>\"e\"</ETag></R>".utf8))
    } else {
      objects.withLock { $0[key] = request.body }
    }
    return answerer.answer(200, "ETag: \"e\(request.body.count)\"\r\n")
  }

  private func post(
    _ key: String, _ query: [String: String], _ answerer: ScriptedServer.Answerer
  ) -> Bool {
    guard let id = query["uploadId"] else {
      let id = "upload/\(UUID())"
      uploads.withLock { $0[id] = [:] }
      return answerer.answer(200, "", Array("<R><UploadId>\(id)</UploadId></R>".utf8))
    }
    let parts = uploads.withLock { $0.removeValue(forKey: id) } ?? [:]
    var whole: [UInt8] = []
    for (_, part) in parts.sorted(by: { $0.key < $1.key }) { whole += part }
    objects.withLock { $0[key] = whole }
    return answerer.answer(200, "", Array("<R><ETag>\"w\"</ETag></R>".utf8))
  }

  private func list(_ query: [String: String], _ answerer: ScriptedServer.Answerer) -> Bool {
    let most = query["max-keys"].flatMap { Int($0) } ?? 1_000
    let all = objects.withLock { $0 }.filter {
      $0.key.hasPrefix(query["prefix"] ?? "") && $0.key > (query["start-after"] ?? "")
    }.sorted { $0.key < $1.key }
    var text = "<L><IsTruncated>\(all.count > most)</IsTruncated>"
    for (key, bytes) in all.prefix(most) {
      let name = key.map { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : String($0) }.joined()
      text += "<Contents><Key>\(name)</Key><LastModified>2027-01-15T08:00:00.000Z</LastModified>"
      text += "<Size>\(bytes.count)</Size></Contents>"
    }
    return answerer.answer(200, "", Array((text + "</L>").utf8))
  }

  private func isSigned(_ request: ScriptedServer.Request) -> Bool {
    guard let given = request.header("Authorization") else { return false }
    let hash = SHA256.hexDigest(of: request.body)
    guard request.header("X-Amz-Content-SHA256") == hash else { return false }
    let names = given.firstRange(of: "SignedHeaders=").map { given[$0.upperBound...] }
    var headers = HTTPHeaders()
    let added: Set = ["x-amz-date", "x-amz-content-sha256", "x-amz-security-token"]
    for name in (names?.prefix { $0 != "," } ?? "").split(separator: ";")
    where !added.contains(String(name)) {
      headers.add(String(name), request.header(String(name)) ?? "")
    }
    let signature = RequestSigner(service: "s3", region: "eu-central-1").sign(
      method: String(request.head.prefix { $0 != " " }), host: request.header("Host") ?? "",
      target: request.target, headers: headers, payloadHash: hash, credentials: credentials,
      time: Instant(seconds: 1_800_000_000))
    return signature.headers["Authorization"] == given
  }

  private func note(_ line: String) { log.withLock { $0.append(line) } }

  private func error(
    _ answerer: ScriptedServer.Answerer, _ status: Int, _ code: String
  ) -> Bool {
    answerer.answer(status, "", Array("<Error><Code>\(code)</Code></Error>".utf8))
  }

  private static func items(_ query: Substring) -> [String: String] {
    var items: [String: String] = [:]
    for part in query.split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      items[String(sides[0])] = sides.count > 1 ? PercentEncoding.decode(sides[1]) : ""
    }
    return items
  }
}
