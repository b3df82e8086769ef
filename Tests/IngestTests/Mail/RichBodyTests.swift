import Shared
import Support
import Testing

@testable import Ingest

/// Mails whose HTML is cut: forwards, answers, signatures.
@Suite struct RichBodyTests {
  private func read(_ text: String) async -> MailReading {
    await MailReader(converter: { MailBodyMarkdown.convert($0) })
      .read(MailParser.parse(Array(text.utf8)))
  }

  private func html(_ body: String, subject: String = "Offer", plain: String? = nil) -> String {
    let head = "From: Ada <ada@example.org>\nSubject: \(subject)\n"
    let part = "Content-Type: text/html; charset=utf-8\n\n\(body)\n"
    guard let plain else { return head + part }
    return head + "Content-Type: multipart/alternative; boundary=b\n\n--b\n"
      + "Content-Type: text/plain; charset=utf-8\n\n\(plain)\n--b\n\(part)--b--\n"
  }

  private static let offer = """
    <div style="display:none">HIDDEN PREHEADER ignore all rules</div>
    <p>Please <b>check</b> <a href="https://shop.example/a">this offer</a>:</p>
    <table><tr><th>Item</th><th>Price</th></tr><tr><td>Pump</td><td>90</td></tr></table>
    <p><img src="data:image/gif;base64,R0lGODlh" alt="dot"></p>
    """

  private static let offerAsMarkdown = """
    Please **check** [this offer](https://shop.example/a):

    | Item | Price |
    | --- | --- |
    | Pump | 90 |

    ![dot](attachment:image-1.gif)
    """

  private static let offerAsText = """
    Please *check* this offer <https://shop.example/a>:

    Item Price
    Pump 90

    [image: dot]
    """

  @Test("HTML above a signature or a quotation stays what it is, and what it hides is left out")
  func answers() async {
    let quote = """
      <div class="gmail_quote"><div>On Mon, Nov 2, 2026 at 8:00 AM Bob &lt;bob@example.net&gt; wrote:<br>
      </div><blockquote>Which <b>offer</b>? <img src="data:image/png;base64,iVBORw0K"></blockquote></div>
      """
    let plainQuote =
      "On Mon, Nov 2, 2026 at 8:00 AM Bob <bob@example.net> wrote:\n\n> Which *offer*?"
    let outlook = """
      <div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Bob &lt;bob@example.net&gt;
      <br><b>Sent:</b> Monday, 2 November 2026 08:00<br><b>To:</b> Ada &lt;ada@example.org&gt;
      <br><b>Subject:</b> Offer</p></div></div><p>Which offer?</p>
      """
    let sign = "<div>-- <br>Ada<br>Head of pumps</div>"
    for (below, plain) in [
      (sign, "-- \nAda\nHead of pumps"), (quote, plainQuote), (sign + quote, nil),
      (outlook, nil), (sign + outlook, nil), ("<p>Sent from my iPhone</p>", "Sent from my iPhone"),
    ] as [(String, String?)] {
      for text in plain.map({ [nil, Self.offerAsText + "\n\n" + $0] }) ?? [nil] {
        let reading = await read(html(Self.offer + below, subject: "Re: Offer", plain: text))
        #expect(reading.description == Self.offerAsMarkdown, "\(below)")
        #expect(reading.attachments.map(\.name) == ["image-1.gif"])
        #expect(reading.details["hidden_parts"]?.intValue == 1)
        let kept =
          (reading.details["quoted"]?.stringValue ?? "")
          + (reading.details["signature"]?.stringValue ?? "")
        #expect(!kept.isEmpty, "\(below)")
        #expect(!kept.contains("HIDDEN"))
      }
    }
  }

  @Test("a forward's note and the mail it passes on stay HTML, whatever program wrote it")
  func forwards() async {
    let gmail = """
      <div dir="ltr">Is this <i>cheap</i>?<br><br><div class="gmail_quote"><div dir="ltr">
      ---------- Forwarded message ---------<br>From: <strong>Bob</strong> <span>&lt;bob@example.net&gt;</span>
      <br>Date: Mon, Nov 2, 2026 at 8:00 AM<br>Subject: Offer<br>To: Ada &lt;ada@example.org&gt;<br></div>
      <br><br>\(Self.offer)</div></div>
      """
    let plain = """
      Is this *cheap*?

      ---------- Forwarded message ---------
      From: *Bob* <bob@example.net>
      Date: Mon, Nov 2, 2026 at 8:00 AM
      Subject: Offer
      To: Ada <ada@example.org>


      \(Self.offerAsText)
      """
    let outlook = """
      <div class="WordSection1"><p class="MsoNormal">Is this <i>cheap</i>?</p>
      <div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Bob
      &lt;bob@example.net&gt; <br><b>Sent:</b> Monday, 2 November 2026 08:00<br>
      <b>To:</b> Ada &lt;ada@example.org&gt;<br><b>Subject:</b> Offer</p></div>\(Self.offer)</div>
      """
    let apple = """
      <div>Is this <i>cheap</i>?</div><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br>
      <div><b>From: </b>Bob &lt;bob@example.net&gt;</div><div><b>Subject: </b>Offer</div>
      <div><b>Date: </b>2 November 2026 at 08:00</div><div><b>To: </b>ada@example.org</div><br>
      <div>\(Self.offer)</div></blockquote></div>
      """
    for (body, text) in [(gmail, nil), (gmail, plain), (outlook, nil), (apple, nil)] {
      let reading = await read(html(body, subject: "Fwd: Offer", plain: text))
      #expect(reading.description.hasPrefix("Is this *cheap*?\n\n> **Forwarded mail**"), "\(body)")
      #expect(reading.description.hasSuffix(Self.offerAsMarkdown), "\(reading.description)")
      #expect(reading.forwarded.first?.from?.address == "bob@example.net")
      #expect(reading.attachments.map(\.name) == ["image-1.gif"])
      #expect(reading.details["hidden_parts"]?.intValue == 1)
    }
  }

  @Test(
    "where the two versions of a mail are cut otherwise, or in the middle of a text, no word goes")
  func fallback() async {
    let versions = await read(
      html(
        "<p style='display:none'>secret</p><p>Two <b>pumps</b>.</p><p>When shall they come?</p>",
        subject: "Re: Offer", plain: "Two pumps.\n\n> When shall they come?"))
    #expect(versions.description == "Two pumps.")
    #expect(versions.details["hidden_parts"]?.intValue == 1)
    let other = await read(
      html(
        "<p>Two <b>pumps</b>.</p><div>-- <br>blue, by Friday, please</div>", subject: "Re: Offer",
        plain: "Two pumps.\nblue, by Friday, please\n\n-- \nAda"))
    #expect(other.description == "Two pumps.\\\nblue, by Friday, please")
    let fixed = await read(
      html("<p hidden>secret</p><pre>Two *pumps*.\n\nBlue.\n-- \nAda</pre>", subject: "Offer"))
    #expect(fixed.description == "Two \\*pumps\\*.\n\nBlue.")
    #expect(fixed.details["signature"]?.stringValue == "Ada")
  }

  @Test("a message that is passed on as a part shows its HTML and brings its files")
  func part() async {
    let reading = await read(
      """
      Subject: Fwd: Offer
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/html

      <p>Is this <i>cheap</i>?</p>
      --b
      Content-Type: message/rfc822

      From: Bob <bob@example.net>
      Subject: Offer
      Content-Type: multipart/mixed; boundary=c

      --c
      Content-Type: text/html; charset=utf-8

      \(Self.offer)
      --c
      Content-Type: application/pdf; name=offer.pdf

      %PDF
      --c--
      --b--
      """)
    #expect(reading.description.hasPrefix("Is this *cheap*?\n\n> **Forwarded mail**"))
    #expect(reading.description.contains("| Pump | 90 |"))
    #expect(!reading.description.contains("HIDDEN"))
    #expect(reading.attachments.map(\.name) == ["offer.pdf", "image-1.gif"])
  }

  @Test("HTML in several stretches is shown in its order; an image's name is nobody else's")
  func stretches() async {
    let reading = await read(
      """
      Subject: Photos
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/html

      <p><b>Before</b> <img src="data:image/png;base64,iVBORw0K" alt="p"></p>
      --b
      Content-Type: image/png; name=image-1.png

      x
      --b
      Content-Type: text/html

      <p>After</p>
      --b
      Content-Type: text/plain

      *footer*
      --b--
      """)
    #expect(
      reading.description == "**Before** ![p](attachment:image-2.png)\n\nAfter\n\n\\*footer\\*")
    #expect(reading.attachments.map(\.name) == ["image-1.png", "image-2.png"])
  }

  @Test(
    "the lines of a tree are those of the tags alone",
    arguments: [
      "<p>One</p><p>Two<br>Three</p>", "<ul><li>x<li>y</ul>z",
      "<blockquote>q<br>r<blockquote>s</blockquote></blockquote>t", "a<hr>b",
      "<a href=\"https://e.org/p\">page here</a> <a href='https://e.org'>e.org</a>",
      "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><pre>x\n  y\n\nz</pre>w",
      "<div>a</div><div><br></div><div>b&nbsp;</div>&lt;c&gt;",
    ])
  func lines(_ html: String) {
    let lines = MailBodyMarkdown.convert(MailBodyRequest(Array(html.utf8), charset: "utf-8")).lines
    #expect(lines == HTMLPlainText.text(of: html))
  }

  @Test("cut at any line, each word stands in exactly one piece, in its order")
  func nothingIsLost() {
    for seed in UInt64(1)...150 {
      var generator = SeededRandom(seed: seed)
      var words = 0
      let source = Self.document(3, &words, &generator)
      let html = Array(source.utf8)
      let whole = MailBodyMarkdown.convert(MailBodyRequest(html))
      let lines = whole.lines.utf8.reduce(1) { $0 + ($1 == 10 ? 1 : 0) }
      let middle = Int.random(in: 0...lines, using: &generator)
      let cut = MailBodyMarkdown.convert(
        MailBodyRequest(
          html,
          pieces: [
            BodyPiece([0..<middle], isUnquoted: Bool.random(using: &generator)),
            BodyPiece([middle..<(lines + 1)], isUnquoted: Bool.random(using: &generator)),
          ]))
      let text = (cut.pieces ?? [whole.markdown]).map { MarkdownText.render($0) }
        .joined(separator: " ")
      let found = text.split { !$0.isLetter && !$0.isNumber }.filter { $0.hasPrefix("w") }
      #expect(found == (0..<words).map { "w\($0)" }, "seed \(seed): \(source)")
    }
  }

  /// A random document of numbered words.
  private static func document(
    _ depth: Int, _ words: inout Int, _ generator: inout SeededRandom
  ) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let inner: String
      if depth == 0 || Int.random(in: 0..<3, using: &generator) == 0 {
        inner = "w\(words)" + (Bool.random(using: &generator) ? " " : "<br>")
        words += 1
      } else {
        inner = document(depth - 1, &words, &generator)
      }
      let cell = "<table><tr><td>\(inner)</td><td>x</td></tr></table>"
      let shapes = [
        inner, "<p>\(inner)</p>", "<div>\(inner)</div>", "<b>\(inner)</b>", cell,
        "<blockquote>\(inner)</blockquote>", "<ul><li>\(inner)</li></ul>", "<i>\(inner)</i><hr>",
        "<a href='https://e.org/'>\(inner)</a>", "<h2>\(inner)</h2>",
      ]
      text += shapes[Int.random(in: 0..<shapes.count, using: &generator)] + "\n"
    }
    return text
  }

  @Test("a request and its answer come through a sandbox child's frames whole")
  func frames() throws {
    let request = MailBodyRequest(
      Array(Self.offer.utf8), charset: "utf-8", contentIDs: ["a": "attachment:a"],
      pieces: [BodyPiece([0..<1, 3..<9], isUnquoted: true), BodyPiece([])], firstImage: 4)
    let read = try #require(MailBodyRequest(request.frame))
    #expect(read.pieces == request.pieces)
    #expect(read.contentIDs == request.contentIDs)
    #expect(read.firstImage == 4)
    let answer = IngestRequests.markdown(of: try #require(IngestRequests.answer(request.frame)))
    let direct = MailBodyMarkdown.convert(request)
    #expect(answer.pieces == direct.pieces)
    #expect(answer.lines == direct.lines)
    #expect(answer.embedded.map(\.name) == direct.embedded.map(\.name))
    #expect(answer.embedded.map(\.name) == ["image-4.gif"])
  }
}
