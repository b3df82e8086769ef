import Shared

/// A page that a browser shows, with headers that let it do nothing but what it says here.
///
/// The content security policy allows the page's own style sheets and scripts by their hashes and
/// nothing else: no remote content, no frames, no foreign forms.
struct PageDocument: Sendable {
  /// The title.
  var title: String
  /// The language of its words (BCP 47).
  var language = "en"
  /// What stands in its body.
  var body: Markup
  /// Style sheets beside the usual one, part of the program.
  var styles: [StaticString] = []
  /// Scripts, part of the program; with one the page may call the server that it came from.
  var scripts: [StaticString] = []
  /// True where pictures of other sites may be shown, because the reader has asked for them.
  var showsPictures = false
  /// The status of the answer.
  var status = 200

  /// The answer.
  var response: HTTPResponse {
    HTTPResponse(
      status: status,
      headers: [
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
      ], body: .bytes(Array(html.utf8)))
  }

  private var sheets: [String] { [PageStyle.sheet] + styles.map { "\($0)" } }

  /// What the browser may load and run.
  var policy: String {
    var parts = [
      "default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'",
      "style-src \(sheets.map { Self.source($0) }.joined(separator: " "))",
    ]
    if !scripts.isEmpty {
      let sources = scripts.map { Self.source("\($0)") }.joined(separator: " ")
      parts += ["script-src \(sources)", "connect-src 'self'"]
    }
    if showsPictures { parts.append("img-src https: http:") }
    return parts.joined(separator: "; ")
  }

  /// A hash source of the Content Security Policy (level 3, section 2.3.1).
  private static func source(_ text: String) -> String {
    "'sha256-\(Base64.encode(SHA256.digest(of: text)))'"
  }

  private var html: String {
    var head = Markup.element("meta", ["charset": "utf-8"])
    head =
      head
      + .element(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    head = head + .element("meta", ["name": "color-scheme", "content": "light dark"])
    head = head + .element("meta", ["name": "robots", "content": "noindex"])
    head = head + .element("title", [:], title)
    for sheet in sheets { head = head + .element("style", [:], [.rendered(sheet)]) }
    var body = self.body
    for script in scripts {
      body = body + .element("script", ["type": "module"], [.rendered("\(script)")])
    }
    let page = Markup.element(
      "html", ["lang": language], [.element("head", [:], [head]), .element("body", [:], [body])])
    return "<!doctype html>\n" + page.html
  }
}
