import Shared
import Testing

@testable import Ingest

@Suite struct MailContentTests {
  @Test(
    "marks of many languages are taken off a subject",
    arguments: [
      ("Re: Fwd: AW: Plan", "Plan"), ("WG: RE[2]: Plan", "Plan"), ("[Fwd: Plan]", "Plan"),
      ("转发：计划", "计划"), ("Re^3: Plan: B", "Plan: B"), ("Reply: Plan", "Reply: Plan"),
      ("TR : Plan", "Plan"), ("[list] Plan", "[list] Plan"), ("İLT: Plan", "Plan"), ("Re:", ""),
    ])
  func titles(_ subject: String, _ title: String) {
    #expect(SubjectTitle.clean(subject).title == title)
  }

  @Test(
    "file names become harmless",
    arguments: [
      ("../../etc/passwd", "passwd"), ("C:\\x\\y.txt", "y.txt"), ("a\u{202E}fdp.exe", "afdp.exe"),
      ("con.txt", "_con.txt"), ("...", "attachment.pdf"), ("a\nb\u{0}.pdf", "a b.pdf"),
      ("[x](y).pdf", "_x_(y).pdf"), (".htaccess", "htaccess"), ("x. ", "x"),
    ])
  func names(_ given: String, _ clean: String) {
    #expect(AttachmentName.clean(given, mediaType: "application/pdf") == clean)
  }

  @Test("long names keep their extension and fit the limits")
  func longNames() {
    let name = AttachmentName.clean(String(repeating: "ö", count: 500) + ".pdf")
    #expect(name.hasSuffix(".pdf"))
    #expect(name.utf8.count <= AttachmentLimits.nameBytes)
  }

  @Test("what a file is counts, not what it claims to be")
  func typing() {
    let typer = FileTyper()
    #expect(typer.type(of: Array("%PDF-1.7\n%âãÏÓ\n".utf8)) == "application/pdf")
    #expect(typer.type(of: []) == "application/x-empty")
    #expect(
      AttachmentDanger.find(name: "invoice.pdf", mediaType: "application/x-dosexec") == .disguised)
    #expect(AttachmentDanger.find(name: "a.docm", mediaType: "application/zip") == .macros)
    #expect(AttachmentDanger.find(name: "a.pdf", mediaType: "application/pdf") == nil)
  }

  @Test("format=flowed paragraphs become one line each")
  func flowed() {
    #expect(
      FlowedText.unflow("one \ntwo\n> a \n> b\n>> c\n-- \nsig\n", deletesSpace: false)
        == "one two\n> a b\n>> c\n-- \nsig\n")
    #expect(FlowedText.unflow("zu \nsammen", deletesSpace: true) == "zusammen")
  }

  @Test(
    "HTML becomes its words",
    arguments: [
      ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
      ("<style>x{}</style>a<script>b</script>c<!-- d -->e", "ace"),
      ("<ul><li>x<li>y</ul>z", "- x\n- y\nz"),
      ("<blockquote>q<br>r</blockquote>s", "> q\n> r\ns"),
      ("<a href=\"https://e.org/p\">page here</a>", "page here <https://e.org/p>"),
      ("a &lt;b&gt; &#8364; &eacute;&nbsp;&amp", "a <b> € é &"), ("1 < 2", "1 < 2"), ("<", "<"),
    ])
  func html(_ source: String, _ text: String) {
    #expect(HTMLPlainText.text(of: source) == text)
  }

  @Test("the body, its alternative and the files are told apart")
  func content() {
    let mail = MailParser.parse(
      Array(
        """
        Content-Type: multipart/mixed; boundary=m

        --m
        Content-Type: multipart/alternative; boundary=a

        --a

        plain
        --a
        Content-Type: multipart/related; boundary=r

        --r
        Content-Type: text/html

        <b>rich</b>
        --r
        Content-Type: image/png
        Content-ID: <i>

        x
        --r--
        --a--
        --m
        Content-Type: text/plain; name=notes.txt

        file
        --m
        Content-Type: text/calendar; method=REQUEST

        BEGIN:VCALENDAR
        --m--
        """.utf8))
    let content = MailContent(mail)
    #expect(content.pieces == [.html("<b>rich</b>")])
    #expect(content.plainAlternative == "plain")
    #expect(
      content.files.map { mail.mediaType(of: $0) } == ["image/png", "text/plain", "text/calendar"])
    #expect(content.calendars.count == 1)
  }

  @Test("the same mail over another way of delivery has the same identity")
  func identity() throws {
    let text = "Message-ID: <1@x>\nSubject: s\n\nbody\n"
    let crlf = "Received: by x\r\nMessage-ID: <1@x>\r\nSubject: s\r\n\r\nbody\r\n\r\n"
    let slug = try #require(InboundRecipient("<Tasks+P1@Fractal.test>"))
    let one = MailIdentity(MailParser.parse(Array(text.utf8)), recipient: slug)
    let two = MailIdentity(MailParser.parse(Array(crlf.utf8)), recipient: slug)
    #expect(one == two)
    let other = MailIdentity(
      MailParser.parse(Array((text + "more").utf8)), recipient: slug)
    #expect(one.key != other.key)
  }
}
