import Shared
import Testing

@testable import Ingest

/// When a page was published: what metadata says, as far as the page bears it out.
@Suite struct DateFinderTests {
  private static let words = """
    <p>The oak was felled in winter, when the sap is low, and lay for two years under a roof before \
    anybody touched it, because wet timber warps whatever is done to it afterwards.</p>
    <p>Then it was sawn, planed and oiled three times, each coat thinner than the one before, and \
    every coat was left for a night before the next one went on.</p>
    """

  private func day(_ head: String, _ beside: String = "", after: String = "") -> String? {
    let page = """
      <html lang="de"><head><title>Oiling oak</title>\(head)</head><body class="has-sidebar"><main>
      <h1>Oiling oak</h1>\(beside)\(Self.words)\(after)</main></body></html>
      """
    let draft = PageReader.read(Array(page.utf8), address: "https://wood.example/oak")
    return draft.published.map { String($0.prefix(10)) }
  }

  private func meta(_ name: String, _ content: String) -> String {
    "<meta property=\"\(name)\" content=\"\(content)\">"
  }

  private func thing(_ type: String, _ date: String) -> String {
    """
    <script type="application/ld+json">{"@type":"\(type)","datePublished":"\(date)"}</script>
    """
  }

  @Test("an earlier day beside the heading wins over a field that may be the last change")
  func looseField() {
    let head = "<meta name=\"date\" content=\"2020-04-30\">"
    #expect(day(head) == "2020-04-30")
    #expect(day(head, "<p class=\"date\">29.04.2020, 12:01 Uhr</p>") == "2020-04-29")
  }

  @Test("of fields that disagree the one that the page shows wins")
  func disagreement() {
    let head =
      thing("NewsArticle", "2022-01-04T07:29:00Z")
      + meta("article:published_time", "2022-01-06T08:29:34")
    #expect(day(head) == "2022-01-04")
    #expect(day(head, "<p class=\"info\">06.01.2022</p>") == "2022-01-06")
  }

  @Test("the date of a record that is no article counts only where the page shows it")
  func recordOfSystem() {
    let head = thing("WebPage", "2014-12-20T14:35:10+00:00")
    #expect(day(head) == nil)
    #expect(day(head, after: "<p>Seit dem 20. Dezember 2014 unverändert.</p>") == "2014-12-20")
    let site = meta("og:type", "website") + meta("article:published_time", "2015-05-07T06:45:09")
    #expect(day(site) == nil)
    let article = meta("og:type", "article") + meta("article:published_time", "2015-05-07T06:45:09")
    #expect(day(article) == "2015-05-07")
  }

  @Test("dates of members and rights are no publication, the last change only for want of one")
  func otherDates() {
    let changed = "<p class=\"info\">Aktualisiert: 30.12.2016</p>"
    #expect(day("", changed) == "2016-12-30")
    #expect(day(meta("article:published_time", "2015-05-07"), changed) == "2015-05-07")
    for words in ["Registriert: 18.09.2008", "© 01.01.2020 Wood"] {
      #expect(day("", "<p class=\"info\">\(words)</p>") == nil, "\(words)")
    }
    let both = "<p class=\"date\">Written: 2023-11-07 15:03 / Updated: 2023-11-08 15:30</p>"
    #expect(day("", both) == "2023-11-07")
  }

  @Test("a day and month that may be read either way do not contradict a field")
  func swapped() {
    let head = meta("article:published_time", "2021-11-01T04:00:14Z")
    #expect(day(head, "<p class=\"date\">11/1/2021</p>") == "2021-11-01")
  }

  @Test("ratings and lists of other pages date nothing")
  func elsewhere() {
    let rating = """
      <div class="rating-single"><meta itemprop="datePublished" content="2018-05-23">\
      <p>Rated on 23.05.2018</p></div>
      """
    #expect(day("", after: rating) == nil)
    let list = (1...5).map { "<li><time datetime=\"2022-12-0\($0)\">0\($0).12.2022</time></li>" }
    #expect(day("", after: "<ul class=\"teaser\">\(list.joined())</ul>") == nil)
  }

  @Test("RDFa on visible elements and days in addresses are read")
  func otherPlaces() {
    let span =
      "<p><span property=\"dc:date dc:created\" content=\"2019-07-07T18:44:31+02:00\">July</span></p>"
    #expect(day("", span) == "2019-07-07")
    let draft = PageReader.read(
      Array("<title>a</title><h1>a</h1>\(Self.words)".utf8),
      address: "https://news.example/meldungen/29-10-2021")
    #expect(draft.published == "2021-10-29")
  }

  @Test("a text gives all of its dates")
  func allDates() {
    let text = Array("29. Dezember 2022 30. Dezember 2022 | 1.1.2023".utf8)
    #expect(
      PageDate.all(in: text[...], isAmericanOrder: false)
        .map(\.day) == ["2022-12-29", "2022-12-30", "2023-01-01"])
  }
}
