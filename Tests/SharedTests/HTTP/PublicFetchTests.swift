import Shared
import Support
import Testing

@Suite struct PublicFetchTests {
  private func code(
    _ client: HTTPClient, _ url: String, _ headers: HTTPHeaders = HTTPHeaders()
  ) async -> HTTPClientError.Code? {
    do throws(HTTPClientError) {
      _ = try await client.fetch(HTTPClientRequest(.get, url, headers: headers))
      return nil
    } catch {
      return error.code
    }
  }

  @Test("no spelling of a private address is connected to")
  func privateAddresses() async {
    let server = ScriptedServer { _, answerer in answerer.answer(200) }
    let client = HTTPClient.public()
    let port = server.port
    for host in [
      "127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "[::1]",
      "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0", "169.254.169.254", "[fd00:ec2::254]",
      "[64:ff9b::7f00:1]", "[2002:7f00:1::1]", "10.0.0.1", "100.64.0.1", "192.168.0.1",
    ] {
      #expect(await code(client, "http://\(host):\(port)/") == .forbiddenAddress, "\(host)")
    }
    #expect(server.connections == 0)
  }

  @Test("the operator's exception opens exactly one host and port")
  func exceptions() async throws {
    let server = ScriptedServer { _, answerer in answerer.answer(200) }
    let other = ScriptedServer { _, answerer in answerer.answer(200) }
    let client = HTTPClient.public(
      allowing: [SocketAddress(host: "127.0.0.1", port: server.port)])
    #expect(await code(client, server.url("/")) == nil)
    #expect(await code(client, other.url("/")) == .forbiddenAddress)
    #expect(await code(client, "http://localhost:\(server.port)/") == .forbiddenAddress)
  }

  @Test("a redirect is followed, and its target checked anew")
  func redirects() async throws {
    let inside = ScriptedServer { _, answerer in answerer.answer(200, "", Array("secret".utf8)) }
    let insideURL = inside.url("/")
    let server = ScriptedServer { request, answerer in
      switch request.target {
      case "/start": return answerer.answer(302, "Location: /middle?a=b\r\n")
      case "/middle?a=b": return answerer.answer(307, "Location: end\r\n")
      case "/inside": return answerer.answer(302, "Location: \(insideURL)\r\n")
      case "/file": return answerer.answer(302, "Location: file:///etc/passwd\r\n")
      case "/loop": return answerer.answer(302, "Location: /loop\r\n")
      case "/nowhere": return answerer.answer(302, "Location: http://[::1\r\n")
      default: return answerer.answer(200, "", Array(request.target.utf8))
      }
    }
    let client = HTTPClient.public(
      allowing: [SocketAddress(host: "127.0.0.1", port: server.port)])
    let answer = try await client.fetch(HTTPClientRequest(.get, server.url("/start")))
    #expect(answer.body == Array("/end".utf8))
    #expect(answer.response.url == server.url("/end"))
    #expect(await code(client, server.url("/inside")) == .forbiddenAddress)
    #expect(inside.connections == 0)
    #expect(await code(client, server.url("/file")) == .forbiddenScheme)
    #expect(await code(client, server.url("/loop")) == .tooManyRedirects)
    #expect(await code(client, server.url("/nowhere")) == .malformedRedirect)
  }

  @Test("what a request carries for one origin does not reach another")
  func redirectedHeaders() async throws {
    let other = ScriptedServer { request, answerer in
      answerer.answer(
        200, "",
        Array(
          "\(request.header("Authorization") ?? "-") \(request.header("X-Api-Key") ?? "-")".utf8))
    }
    let otherURL = other.url("/")
    let server = ScriptedServer { request, answerer in
      if request.target == "/away" { return answerer.answer(302, "Location: \(otherURL)\r\n") }
      if request.target == "/here" { return answerer.answer(303, "Location: /seen\r\n") }
      let line = request.head.split(separator: "\r\n").first ?? ""
      return answerer.answer(
        200, "", Array("\(line) \(request.header("Authorization") ?? "-")".utf8))
    }
    let client = HTTPClient.public(
      allowing: [server.port, other.port].map { SocketAddress(host: "127.0.0.1", port: $0) })
    let headers: HTTPHeaders = ["Authorization": "Bearer x", "X-Api-Key": "y"]
    let away = try await client.fetch(
      HTTPClientRequest(.get, server.url("/away"), headers: headers))
    #expect(away.body == Array("- -".utf8))
    let here = try await client.fetch(
      HTTPClientRequest(.post, server.url("/here"), headers: headers, body: .bytes([1])))
    #expect(String(decoding: here.body, as: UTF8.self) == "GET /seen HTTP/1.1 Bearer x")
  }

  @Test("a trusted client reports redirects unless a request allows them")
  func trustedRedirects() async throws {
    let server = ScriptedServer { request, answerer in
      request.target == "/a"
        ? answerer.answer(301, "Location: /b\r\n") : answerer.answer(200)
    }
    var request = HTTPClientRequest(.get, server.url("/a"))
    #expect(try await HTTPClient.trusted().fetch(request).response.status == 301)
    request.redirects = 1
    #expect(try await HTTPClient.trusted().fetch(request).response.status == 200)
  }

  @Test("credentials in a URL from outside are refused")
  func credentials() async {
    #expect(await code(HTTPClient.public(), "http://user:pass@example.org/") == .invalidURL)
  }

  @Test("a URL is taken apart as it is connected to")
  func parts() throws {
    let url = try WebURL("HTTPS://EXAMPLE.org/a/../b?c=%20d#e")
    #expect(url.scheme == "https")
    #expect(url.host == "example.org")
    #expect(url.port == 443)
    #expect(url.target == "/b?c=%20d")
    #expect(try url.resolving("../x y").text.hasSuffix("/x%20y"))
    #expect(try url.resolving("//other.example:81/").port == 81)
    #expect(try WebURL("http://[2001:DB8::1]:8080").host == "2001:db8::1")
    #expect(try WebURL("http://a/b/../c", keepsPath: true).target == "/b/../c")
  }
}
