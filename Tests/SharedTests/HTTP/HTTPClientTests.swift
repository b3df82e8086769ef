import Shared
import Support
import Synchronization
import Testing

@Suite struct HTTPClientTests {
  private let client = HTTPClient.trusted()

  @Test("an answer comes with status, fields and body")
  func answers() async throws {
    let server = ScriptedServer { request, answerer in
      answerer.answer(201, "X-Seen: \(request.target)\r\nX-B:  padded \t\r\n", request.body)
    }
    let answer = try await client.fetch(
      HTTPClientRequest(
        .post, server.url("/a%20b/../c?x=1#fragment"), body: .bytes(Array("hello".utf8))))
    #expect(answer.response.status == 201)
    #expect(answer.response.headers["x-seen"] == "/a%20b/../c?x=1")
    #expect(answer.response.headers["x-b"] == "padded")
    #expect(answer.body == Array("hello".utf8))
  }

  @Test("every method goes out as itself, with a body only where there is one")
  func methods() async throws {
    let server = ScriptedServer { request, answerer in
      let line = request.head.split(separator: " ").first ?? ""
      let length = request.header("Content-Length") ?? "none"
      let isHead = line == "HEAD"
      return answerer.send(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Method: \(line) \(length)\r\n\r\n"
          + (isHead ? "" : "ok"))
    }
    let expected: [(HTTPMethod, HTTPClientRequest.Body, String)] = [
      (.get, .none, "GET none"), (.head, .none, "HEAD none"), (.delete, .none, "DELETE none"),
      (.post, .none, "POST 0"), (.put, .bytes([1, 2]), "PUT 2"), (.patch, .bytes([]), "PATCH 0"),
      (.report, .bytes([1]), "REPORT 1"),
    ]
    for (method, body, seen) in expected {
      let answer = try await client.fetch(HTTPClientRequest(method, server.url("/"), body: body))
      #expect(answer.response.headers["X-Method"] == seen)
    }
    #expect(server.connections == 1)
  }

  @Test("connections are used again, and many requests run at once")
  func reuse() async throws {
    let server = ScriptedServer { request, answerer in
      answerer.pause(milliseconds: 5)
      return answerer.answer(200, "", Array(request.target.utf8))
    }
    for _ in 0..<5 { _ = try await client.fetch(HTTPClientRequest(.get, server.url("/one"))) }
    #expect(server.connections == 1)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<40 {
        group.addTask { [client] in
          let answer = try await client.fetch(HTTPClientRequest(.get, server.url("/\(number)")))
          return answer.body == Array("/\(number)".utf8)
        }
      }
      for try await isOwn in group { #expect(isOwn) }
    }
  }

  @Test("a large answer waits for its reader, and arrives whole")
  func backpressure() async throws {
    let sent = Mutex(0)
    let piece = TestBytes.pattern(100_000)
    let server = ScriptedServer { _, answerer in
      answerer.send("HTTP/1.1 200 OK\r\nContent-Length: 16000000\r\n\r\n")
      for _ in 0..<160 {
        if !answerer.send(piece) { return false }
        sent.withLock { $0 += 100_000 }
      }
      return true
    }
    let response = try await client.send(HTTPClientRequest(.get, server.url("/")))
    try await Task.sleep(for: .milliseconds(400))
    // What lies in both sockets' buffers counts as sent, but not all of it can.
    #expect(sent.withLock { $0 } < 15_000_000)
    var hash = SHA256()
    var count = 0
    for try await piece in response.body {
      hash.update(piece)
      count += piece.count
    }
    var expected = SHA256()
    for _ in 0..<160 { expected.update(piece) }
    #expect(count == 16_000_000)
    let (received, wanted) = (hash.finish(), expected.finish())
    #expect(received == wanted)
  }

  @Test("a request's body can be made while it is sent, with a length or in chunks")
  func uploads() async throws {
    let server = ScriptedServer { request, answerer in
      let how = request.header("Transfer-Encoding") ?? request.header("Content-Length") ?? ""
      return answerer.answer(
        200, "X-How: \(how)\r\n", Array(SHA256.hexDigest(of: request.body).utf8))
    }
    let whole = TestBytes.pattern(1_000_000)
    for length in [whole.count, nil] {
      let body = HTTPClientRequest.Body.stream(length: length) { writer in
        for start in stride(from: 0, to: whole.count, by: 100_000) {
          try await Task.sleep(for: .milliseconds(2))
          try await writer.write(Array(whole[start..<(start + 100_000)]))
        }
      }
      let answer = try await client.fetch(HTTPClientRequest(.put, server.url("/"), body: body))
      #expect(answer.body == Array(SHA256.hexDigest(of: whole).utf8))
      #expect(answer.response.headers["X-How"] == (length == nil ? "chunked" : "1000000"))
    }
  }

  @Test("compressed answers are decompressed, unless the bytes must stay as they are")
  func compression() async throws {
    let small = try Gzip.compress(Array("plain text".utf8))
    let server = ScriptedServer { _, answerer in
      answerer.answer(200, "Content-Encoding: gzip\r\n", small)
    }
    var request = HTTPClientRequest(.get, server.url("/"))
    #expect(try await client.fetch(request).body == Array("plain text".utf8))
    request.decompresses = false
    #expect(try await client.fetch(request).body == small)
  }

  @Test("answers before the final one and trailers after it are passed over")
  func informational() async throws {
    let server = ScriptedServer { _, answerer in
      answerer.send(
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nX-A: 1\r\n"
          + "Transfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n2\r\nok\r\n0\r\nX-T: 1\r\n\r\n")
    }
    let answer = try await client.fetch(HTTPClientRequest(.get, server.url("/")))
    #expect(answer.response.status == 200)
    #expect(answer.response.headers["Link"] == nil)
    #expect(answer.response.headers["X-T"] == nil)
    #expect(answer.body == Array("ok".utf8))
  }
}
