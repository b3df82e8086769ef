import Foundation
import NLParse
import Shared
import Support
import Testing

@Suite("Golden lines")
struct GoldenLinesTests {
  private static let files = [
    ("english-dates", "en"), ("english-traps", "en"), ("english-repetition", "en"),
    ("english-syntax", "en"), ("german", "de"), ("french", "fr"), ("spanish", "es"),
    ("italian", "it"), ("portuguese", "pt"), ("dutch", "nl"),
  ]

  static func lines(_ file: String, _ language: String) throws -> [LineExpectation] {
    let text = try String(
      contentsOf: Fixtures.folder.appending(path: "lines/\(file).tsv"), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let columns = line.split(separator: "\t", maxSplits: 1)
      guard columns.count == 2 else { return nil }
      return LineExpectation(
        text: String(columns[0]), parts: columns[1].split(separator: "; ").map(String.init))
    }
  }

  static func context(_ language: String?) -> LineContext {
    var context = LineContext(now: LineExpectation.now, zone: .utc, language: language)
    if language != "en" { context.policy.dateOrder = .dayFirst }
    return context
  }

  @Test("Each golden line is understood as written beside it", arguments: files)
  func understood(_ file: String, _ language: String) throws {
    let lines = try Self.lines(file, language)
    #expect(lines.count >= 30)
    for line in lines {
      let reading = LineParser().read(line.text, Self.context(language))
      let faults = line.faults(reading)
      #expect(faults.isEmpty, "\(line.text): \(faults.joined(separator: "; "))")
    }
  }

  @Test("There are at least 600 of them, a fifth of them traps")
  func enough() throws {
    let lines = try Self.files.flatMap { try Self.lines($0.0, $0.1) }
    #expect(lines.count >= 600)
    #expect(lines.filter { $0.parts.first == "-" }.count * 5 >= lines.count)
  }

  @Test("Every line of every language table is understood")
  func tables() {
    #expect(LineParser.tableFaults.isEmpty, "\(LineParser.tableFaults)")
  }

  @Test("The language is detected where no setting names it")
  func detected() {
    let lines = [
      ("Zahnarzt anrufen nächsten Freitag", "de"), ("appeler le dentiste demain", "fr"),
      ("llamar al dentista el próximo viernes", "es"), ("chiamare il dentista domani", "it"),
      ("ligar para o dentista amanhã", "pt"), ("tandarts bellen volgende vrijdag", "nl"),
      ("call the dentist tomorrow", "en"), ("xyz", "en"),
    ]
    for (line, language) in lines {
      let reading = LineParser().read(line, Self.context(nil))
      #expect(reading.language == language, "\(line)")
    }
  }
}
