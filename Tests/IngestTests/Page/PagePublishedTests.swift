import Testing

@testable import Ingest

@Suite struct PagePublishedTests {
  /// The day that is read from a page with that head and those parts around two paragraphs.
  private func day(
    head: String = "", before: String = "", after: String = "", end: String = "",
    language: String = "de", address: String = "https://news.example/harbour"
  ) -> String? {
    let html = """
      <html lang=\(language)><head><title>Kettles of the harbour</title>\(head)</head><body>
      <nav><a href="/">Home</a> <a href="/all">All</a></nav>\(before)
      <article><h1>Kettles of the harbour</h1>\(after)
      <p>Every morning at six, before the first commuters come, Hilde fires the kettle of a ferry
      that was built a hundred years ago and has never been converted, as far as anybody knows.</p>
      <p>It takes two hours until there is pressure enough, she says, and in winter three, because
      the water is cold and the old pipes lose much of their warmth.</p></article>\(end)</body></html>
      """
    return PageReader.read(Array(html.utf8), address: address).published.map {
      String($0.prefix(10))
    }
  }

  private func meta(_ time: String) -> String {
    "<meta property=article:published_time content='\(time)'>"
  }

  private func data(_ type: String, _ time: String) -> String {
    "<script type=application/ld+json>{\"@context\": \"https://schema.org\", \"@type\": \"\(type)\", "
      + "\"datePublished\": \"\(time)\"}</script>"
  }

  @Test("metadata about the article says the day, the page need not show it")
  func metadata() {
    #expect(day(head: data("NewsArticle", "2026-03-14T08:00:00+01:00")) == "2026-03-14")
    #expect(day(head: meta("2026-03-14")) == "2026-03-14")
  }

  @Test("a day that templates write for any page counts only where the page shows it")
  func weak() {
    let head = data("WebPage", "2026-03-14T08:00:00+00:00")
    #expect(day(head: head) == nil)
    #expect(day(head: head, after: "<p class=meta>14. März 2026</p>") == "2026-03-14")
    let site = "<meta property=og:type content=website>" + meta("2026-03-14")
    #expect(day(head: site) == nil)
  }

  @Test("a time in UTC is the day that the page shows its readers")
  func localDay() {
    let shown = "<time>15.03.2026, 00:30</time>"
    #expect(day(head: meta("2026-03-14T23:30:00Z"), after: shown) == "2026-03-15")
    #expect(day(head: meta("Sat, 14 Mar 2026 23:30:00 GMT"), after: shown) == "2026-03-15")
  }

  @Test("the day beside the heading corrects metadata that the page does not show")
  func corrected() {
    let shown = "<time datetime=2026-03-20>20.03.2026</time>"
    #expect(day(head: meta("2026-03-14T08:00:00+01:00"), after: shown) == "2026-03-20")
    #expect(
      day(head: meta("11/01/2026 12:00:00"), after: "<p>Erstellt am: 11.01.2026</p>")
        == "2026-01-11")
    #expect(
      day(head: meta("2026-11-01"), after: "<span class=date>11/01/2026</span>") == "2026-11-01")
  }

  @Test("days of other articles, of comments and of people are not the article's")
  func others() {
    let list =
      "<div class=latest><time datetime=2026-05-01>1. Mai</time> <a href=/x>More news</a></div>"
    #expect(day(before: list) == nil)
    #expect(day(end: "<div class=comments><p>2.5.2026 Nice</p></div>") == nil)
    #expect(day(after: "<p>Registriert: 18.09.2008</p>") == nil)
    let review = "<div class=review-comment><meta itemprop=datePublished content=2026-05-01></div>"
    #expect(day(end: review) == nil)
  }

  @Test("a day within a paragraph is what it tells of, one that says what it is counts from afar")
  func words() {
    let told =
      "<p>The ferry came to the harbour, after long repairs and many doubts, on 4 May 2019, "
      + "when nobody expected it any more, and it has stayed there ever since.</p>"
    #expect(day(after: told) == nil)
    let far = (0..<30).map { "<p><a href=/\($0)>Something else</a></p>" }.joined()
    #expect(day(end: far + "<p>Letzte Änderung: 14.01.2026</p>") == "2026-01-14")
  }

  @Test("an address may hold the day in either order")
  func addresses() {
    #expect(day(address: "https://news.example/2026/03/14/harbour") == "2026-03-14")
    #expect(day(address: "https://news.example/notices/29-10-2026") == "2026-10-29")
  }
}
