import Testing

@testable import Ingest

@Suite struct PageDateTests {
  @Test(
    "dates are read as pages write them",
    arguments: [
      ("2026-03-14T08:30:00+01:00", "2026-03-14T08:30:00+01:00"),
      ("20260314", "2026-03-14"),
      ("14. März 2026", "2026-03-14"),
      ("Posted on March 14th, 2026 by Ann", "2026-03-14"),
      ("le 14 mars 2026", "2026-03-14"),
      ("14 de marzo de 2026", "2026-03-14"),
      ("14.03.2026", "2026-03-14"),
      ("14.3.26", "2026-03-14"),
      ("2026/03/14", "2026-03-14"),
      ("2026年3月14日", "2026-03-14"),
      ("Sat, 14 Mar 2026 10:00:00 GMT", "2026-03-14"),
      ("26/10/13, 03:48 pm", "2013-10-26"),
      ("10/11/13", nil),
      ("31.02.2026", nil),
      ("14 apples and 3 pears, 2026", nil),
      ("version 1.2.3", nil),
    ] as [(String, String?)])
  func reading(text: String, expected: String?) {
    #expect(PageDate.normalized(text) == expected)
  }

  @Test("1/2/2026 is read by the habit of the page's language")
  func order() {
    #expect(PageDate.find(in: Array("1/2/2026".utf8)[...], isAmericanOrder: true) == "2026-01-02")
    #expect(PageDate.find(in: Array("1/2/2026".utf8)[...], isAmericanOrder: false) == "2026-02-01")
    #expect(PageDate.find(in: Array("25/2/2026".utf8)[...], isAmericanOrder: true) == "2026-02-25")
  }

  @Test("every date of a text is found, with its place")
  func all() {
    let text = Array("from 1 May 2026 to 2026-05-03, then 4.5.26".utf8)
    let found = PageDate.all(in: text[...], isAmericanOrder: false)
    #expect(found.map(\.day) == ["2026-05-01", "2026-05-03", "2026-05-04"])
    #expect(found.map(\.place) == [5, 19, 36])
  }
}
