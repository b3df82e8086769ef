import FoundationEssentials
import Shared
import Support
import Testing

@testable import Fractal

@Suite struct PageAccessTests {
  /// A server with one page that counts what is done on it.
  private struct Scene {
    let server: TestServer
    let sessions: PageSessions
    let world: TestWorld

    func link(_ path: String = "/desk/one") async throws -> String {
      try await sessions.makeLink(path, as: world.actor).target
    }

    /// Opens the page by a fresh link; returns the cookie and the form token.
    func open() async throws -> (cookie: String, token: String) {
      let answer = await server.request("GET", try await link())
      #expect(answer.status == 200)
      let cookie = answer.headers["Set-Cookie"]?.split(separator: ";").first.map(String.init)
      let after = answer.body.components(after: "name=\"csrf\" value=\"")
      return (
        try #require(cookie), try #require(after.split(separator: "\"").first.map(String.init))
      )
    }
  }

  private static func scene(
    publicURL: String? = nil, _ body: (Scene) async throws -> Void
  ) async throws {
    try await TestWorld.with { world in
      let access = PageAccess(pool: world.pool, publicURL: publicURL)
      let routes: [Route] = [
        .page("/desk/{name}", id: "showDesk", summary: "A desk", access: access) { _, session in
          PageDocument(title: "A <desk>", body: .element("form", [:], [session.formField]))
        },
        .pageWrite("/desk/{name}/lamp", id: "switchLamp", summary: "Light", access: access) {
          _, session, form in
          HTTPResponse.text("\(session.actor.user) \(form["state"] ?? "-")")
        },
      ]
      try await TestServer.run(routes) { server in
        try await body(Scene(server: server, sessions: access.sessions, world: world))
      }
    }
  }

  @Test("a link opens its page once, leaves a strict cookie, and the cookie opens it again")
  func once() async throws {
    try await Self.scene { scene in
      let link = try await scene.link()
      let first = await scene.server.request("GET", link)
      #expect(first.status == 200)
      let header = try #require(first.headers["Set-Cookie"])
      #expect(header.contains("; Path=/desk/one; "))
      #expect(header.contains("HttpOnly; SameSite=Strict"))
      #expect(!header.contains("Secure"))
      #expect(await scene.server.request("GET", link).status == 401)
      let cookie = String(header.prefix { $0 != ";" })
      let again = await scene.server.request("GET", link, headers: [("Cookie", "a=b; \(cookie)")])
      #expect(again.status == 200)
      #expect(again.headers["Set-Cookie"] == nil)
    }
  }

  @Test("a page lets its browser do nothing but show it")
  func headers() async throws {
    try await Self.scene { scene in
      let answer = await scene.server.request("GET", try await scene.link())
      let policy = try #require(answer.headers["Content-Security-Policy"])
      #expect(policy.hasPrefix("default-src 'none'; base-uri 'none'; frame-ancestors 'none'"))
      #expect(policy.contains("style-src 'sha256-"))
      #expect(!policy.contains("img-src"))
      #expect(!policy.contains("script-src"))
      #expect(answer.headers["Referrer-Policy"] == "no-referrer")
      #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
      #expect(answer.headers["Cache-Control"] == "private, no-store")
      #expect(answer.body.contains("<title>A &lt;desk&gt;</title>"))
      #expect(answer.headers["Access-Control-Allow-Origin"] == nil)
    }
  }

  @Test("the hash in the policy is the one of the style sheet that the page carries")
  func hash() throws {
    let document = PageDocument(title: "t", body: .nothing, scripts: ["let a = 1 < 2"])
    let digest = Base64.encode(SHA256.digest(of: PageStyle.sheet))
    #expect(document.policy.contains("style-src 'sha256-\(digest)'"))
    let script = Base64.encode(SHA256.digest(of: "let a = 1 < 2"))
    #expect(document.policy.contains("script-src 'sha256-\(script)'; connect-src 'self'"))
    guard case .bytes(let bytes) = document.response.body else { return }
    let html = String(decoding: bytes, as: UTF8.self)
    #expect(html.contains("<style>\(PageStyle.sheet)</style>"))
    #expect(html.contains("<script type=\"module\">let a = 1 < 2</script>"))
  }

  @Test("HEAD, as link checkers send it, does not use a link up")
  func head() async throws {
    try await Self.scene { scene in
      let link = try await scene.link()
      #expect(await scene.server.request("HEAD", link).status == 401)
      #expect(await scene.server.request("GET", link).status == 200)
    }
  }

  @Test("a link opens no other page, and neither does its cookie")
  func path() async throws {
    try await Self.scene { scene in
      let link = try await scene.link()
      let moved = "/desk/two" + link.dropFirst("/desk/one".count)
      #expect(await scene.server.request("GET", moved).status == 401)
      let (cookie, _) = try await scene.open()
      let other = await scene.server.request("GET", "/desk/two", headers: [("Cookie", cookie)])
      #expect(other.status == 401)
      #expect(await scene.server.request("GET", "/desk/one?link=nonsense").status == 401)
    }
  }

  @Test("links and cookies end with their time, and with the user")
  func ends() async throws {
    try await Self.scene { scene in
      let pool = scene.world.pool
      let late = try await scene.link()
      try await pool.execute(
        SQL("", "update pipeline.page_links set expires_at = now() - interval '1 second'"), [])
      #expect(await scene.server.request("GET", late).status == 401)
      let (cookie, _) = try await scene.open()
      let link = try await scene.link()
      try await pool.execute(SQL("", "update users set is_active = false"), [])
      #expect(await scene.server.request("GET", link).status == 401)
      let shown = await scene.server.request("GET", "/desk/one", headers: [("Cookie", cookie)])
      #expect(shown.status == 401)
    }
  }

  @Test("a write needs the cookie, the page's token and the page's own site")
  func forms() async throws {
    try await Self.scene { scene in
      let (cookie, token) = try await scene.open()
      let form = [("Content-Type", "application/x-www-form-urlencoded")]
      func send(_ headers: [(String, String)], _ body: String) async -> TestAnswer {
        await scene.server.request(
          "POST", "/desk/one/lamp", headers: form + headers, body: Array(body.utf8))
      }
      let good = await send([("Cookie", cookie)], "csrf=\(token)&state=on")
      #expect(good.status == 200)
      #expect(good.body == "\(scene.world.user) on")
      #expect(await send([("Cookie", cookie)], "state=on").status == 403)
      #expect(await send([("Cookie", cookie)], "csrf=\(token)x&state=on").status == 403)
      #expect(await send([], "csrf=\(token)&state=on").status == 401)
      let foreign = [("Cookie", cookie), ("Sec-Fetch-Site", "cross-site")]
      #expect(await send(foreign, "csrf=\(token)&state=on").status == 403)
      let script = await scene.server.request(
        "POST", "/desk/one/lamp",
        headers: [
          ("Content-Type", "application/json"), ("Cookie", cookie), ("X-CSRF-Token", token),
        ], body: Array("{\"state\":\"off\"}".utf8))
      #expect(script.body == "\(scene.world.user) off")
    }
  }

  @Test("where browsers come by https the cookie goes nowhere else")
  func secure() async throws {
    try await Self.scene(publicURL: "https://fractal.example") { scene in
      let answer = await scene.server.request("GET", try await scene.link())
      #expect(answer.headers["Set-Cookie"]?.hasSuffix("; Secure") == true)
    }
  }

  @Test(
    "only plain paths of ours are paths of pages",
    arguments: [
      ("/plan", true), ("/captures/7f", true), ("/", false), ("plan", false), ("//evil", false),
      ("/a?b", false), ("/a#b", false), ("/a/../b", false), ("/v1/tasks", false), ("/a b", false),
      ("/a\r\nb", false), ("/a;b", false),
    ])
  func paths(path: String, isOne: Bool) {
    #expect(PagePath.isValid(path) == isOne)
  }

  @Test("text in markup is text, and links lead nowhere else")
  func markup() {
    let part = Markup.element("p", ["title": "\"><script>"], "<b>&'")
    #expect(part.html == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</p>")
    #expect(Markup.link("javascript:alert(1)", "x").html == "x")
    #expect(Markup.link("//evil.example", "x").html == "x")
    #expect(Markup.link("/plan", "x").html == "<a href=\"/plan\">x</a>")
  }
}

extension String {
  /// What follows the first occurrence of a text; nothing where there is none.
  fileprivate func components(after text: String) -> Substring {
    firstRange(of: text).map { self[$0.upperBound...] } ?? ""
  }
}
