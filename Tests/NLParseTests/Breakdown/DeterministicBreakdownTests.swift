import Foundation
import NLParse
import Shared
import Support
import Testing

/// Breakdowns without a model: from history, from the task's own words, from patterns, or none.
@Suite struct DeterministicBreakdownTests {
  private func breakdown(
    _ material: BreakdownMaterial, count: Int = 9
  ) throws -> Breakdown {
    DeterministicBreakdown(patterns: try PatternLibrary(PromptLibrary(folder: nil)))
      .steps(material, count: count)
  }

  private func parent(
    _ title: String, _ steps: [(String, Int?)], after: [Int: [Int]] = [:], nearness: Double? = nil
  ) -> FinishedParent {
    FinishedParent(
      task: UUID(), title: title,
      steps: steps.enumerated().map { index, step in
        FinishedParent.Step(
          task: UUID(), title: step.0, minutes: step.1, after: after[index] ?? [])
      }, nearness: nearness)
  }

  @Test(
    "a similar finished task gives its steps, in their order, with their time, for the new place")
  func analogy() throws {
    var material = BreakdownMaterial(title: "Trip to Lisbon")
    material.parents = [
      parent(
        "Trip to Rome",
        [("Book the flight to Rome", 40), ("Find a hotel", 60), ("Buy a guide to Rome", nil)],
        after: [1: [0]]),
      parent("Paint the kitchen", [("Buy paint", 30), ("Paint the walls", 300)]),
    ]
    let result = try breakdown(material)
    #expect(result.method == .analogy)
    #expect(
      result.steps.map(\.title)
        == ["Book the flight to Lisbon", "Find a hotel", "Buy a guide to Lisbon"])
    #expect(result.steps.map(\.minutes) == [40, 60, nil])
    #expect(result.steps[1].after == [0])
    #expect(
      result.steps[0].origin == .analogy(parents: [material.parents[0].task], share: 1))
  }

  @Test("several similar tasks are merged: what most had comes first by its usual place")
  func merging() throws {
    var material = BreakdownMaterial(title: "Summer party 2026")
    material.parents = [
      parent(
        "Summer party 2023",
        [("Write the guest list", 20), ("Book a venue", 60), ("Send invitations", 30)]),
      parent(
        "Summer party 2024",
        [("Write guest list", 40), ("Book the venue", 90), ("Send the invitations", 20)]),
      parent(
        "Summer party 2025",
        [
          ("Write the guest lists", 30), ("Repair the radio", 15), ("Book venue", 30),
          ("Send invitations", 25),
        ]),
    ]
    let result = try breakdown(material)
    #expect(result.steps.map(\.title).count == 3)
    #expect(result.steps.map { $0.title.split(separator: " ")[0] } == ["Write", "Book", "Send"])
    #expect(result.steps.map(\.minutes) == [30, 60, 25])
  }

  @Test("a task whose vector is near counts as similar though it shares no word")
  func nearness() throws {
    var material = BreakdownMaterial(title: "Find a new flat")
    let far = parent("Change apartments", [("Give notice", 20), ("Pack boxes", 60), ("Move", 90)])
    material.parents = [far]
    #expect(try breakdown(material).method != .analogy)
    material.parents[0].nearness = 0.8
    #expect(try breakdown(material).method == .analogy)
  }

  @Test("what speaks of the old task only is left out")
  func leftovers() throws {
    var material = BreakdownMaterial(title: "Write the report on sales")
    material.parents = [
      parent(
        "Write the quarterly report for the whales project",
        [("Collect figures", 30), ("Ask the whales team", 20), ("Draft", 60), ("Proofread", 30)])
    ]
    let titles = try breakdown(material).steps.map(\.title)
    #expect(!titles.contains("Ask the whales team"))
  }

  /// Titles and descriptions with the steps that stand in them.
  static let writtenSamples: [(String, String, [String])] = [
    (
      "Plan offsite: book venue, invite team, order food", "",
      ["book venue", "invite team", "order food"]
    ),
    ("Sonntag: putzen, waschen und kochen", "", ["putzen", "waschen", "kochen"]),
    (
      "Draft the letter, then ask Eva and then send it", "",
      ["Draft the letter", "ask Eva", "send it"]
    ),
    ("Escribir la carta y luego enviarla", "", ["Escribir la carta", "enviarla"]),
    (
      "Clean up", "- [ ] wash cups\n- [x] sweep\n* dust shelves\n1. mop\n2) lock up\n",
      ["wash cups", "dust shelves", "mop", "lock up"]
    ),
    ("Call Bob", "We met at 10:30, it was nice.", []), ("Meeting 10:30", "", []),
    ("Buy milk", "- one item", []),
    (
      "Party", "First ask the landlord. Then invite everyone. Finally buy drinks.",
      ["ask the landlord", "invite everyone", "buy drinks"]
    ),
    (
      "Garten", "Zuerst Rasen mähen, dann Hecke schneiden, zuletzt Laub rechen.",
      ["Rasen mähen", "Hecke schneiden", "Laub rechen"]
    ),
    (
      "Bathroom", "1) remove the tiles 2) seal the wall 3) tile again",
      ["remove the tiles", "seal the wall", "tile again"]
    ),
    (
      "Measure the wall -> order wood -> build the shelf", "",
      ["Measure the wall", "order wood", "build the shelf"]
    ),
    (
      "Clean the garage, sort the tools and sell the bike", "",
      ["Clean the garage", "sort the tools", "sell the bike"]
    ),
    (
      "Website", "Choose a name\nWrite the texts\nFind a host",
      ["Choose a name", "Write the texts", "Find a host"]
    ),
    (
      "Passport", "First get photos. Second, fill in the form. Last, book the appointment.",
      ["get photos", "fill in the form", "book the appointment"]
    ),
    (
      "Auto ummelden", "Erstens die Nummer besorgen, zweitens einen Termin machen.",
      ["die Nummer besorgen", "einen Termin machen"]
    ),
    (
      "Server", "Step 1: install drives\nStep 2: flash the image\n3 - copy photos",
      ["install drives", "flash the image", "copy photos"]
    ),
    (
      "Handover", "Wanted: a) fill the holes b) read the meters c) return all keys",
      ["fill the holes", "read the meters", "return all keys"]
    ),
    (
      "Forms", "[ ] sign the form\n[x] pay\n[ ] pack a lunch", ["sign the form", "pack a lunch"]
    ),
    (
      "Lost card", "We need to call the bank, block the card and order a new one.",
      ["call the bank", "block the card", "order a new one"]
    ),
    (
      "Lavadora", "Hay que llamar al técnico, buscar la garantía y vaciar el filtro.",
      ["llamar al técnico", "buscar la garantía", "vaciar el filtro"]
    ),
    ("Wash + vacuum + wax the car", "", ["Wash", "vacuum", "wax the car"]),
    (
      "Issue", "Collect the articles, after that call the printer, and finally mail it.",
      ["Collect the articles", "call the printer", "mail it"]
    ),
    (
      "Sale", "* sort boxes\n  - from the loft\n  - from mum\n* put up signs",
      ["sort boxes", "put up signs"]
    ),
    ("Talk", "We talked for an hour, laughed a lot and went home.", []),
    ("Shop", "It should be red, light and cheap. It has to close.", []),
    ("Buy milk, eggs and bread", "", []),
    ("Lunch", "Ada likes fish. Bob does not. They come at noon.", []),
  ]

  @Test(
    "steps that stand in the task's own words are found, and nothing else",
    arguments: writtenSamples)
  func written(title: String, description: String, steps: [String]) throws {
    let result = try breakdown(BreakdownMaterial(title: title, description: description))
    #expect(result.steps.filter { $0.origin == .written }.map(\.title) == steps)
  }

  /// Titles with the pattern that fits.
  static let patternSamples: [(String, String?, String)] = [
    ("Plan the release party", "event", "en"), ("Write a report on the wedding", "report", "en"),
    ("Move to Bern", "move", "en"), ("Steuererklärung 2025", "paperwork", "de"),
    ("Betriebsausflug organisieren", "trip", "de"), ("Preparar la mudanza", "move", "es"),
    ("Informe de la boda", "report", "es"), ("Hire a designer", "hiring", "en"),
    ("Onboarding von Jana", "onboarding", "de"), ("Buy milk", nil, ""), ("Call Bob", nil, ""),
    ("Think", nil, ""), ("Email Ana about the invoice", nil, ""),
  ]

  @Test(
    "a title finds the pattern that its head names, in its language, or none",
    arguments: patternSamples)
  func patterns(title: String, name: String?, language: String) throws {
    let result = try breakdown(BreakdownMaterial(title: title))
    guard let name else {
      #expect(result.method == .nothing, "\(title)")
      #expect(result.steps.isEmpty)
      #expect(result.notes == ["nothing_fits"])
      return
    }
    #expect(result.method == .pattern, "\(title)")
    #expect(result.steps.first?.origin == .pattern(name, language: language), "\(title)")
  }

  @Test("every step of every built-in pattern keeps every rule, in each language")
  func patternsKeepRules() throws {
    let library = try PatternLibrary(PromptLibrary(folder: nil))
    #expect(library.patterns.count >= 10)
    for pattern in library.patterns {
      #expect(pattern.versions.map(\.language) == ["en", "de", "es"])
      for version in pattern.versions {
        let material = BreakdownMaterial(title: version.words[0])
        let violations = StepRules(material, count: 12).violations(version.steps)
        #expect(violations.isEmpty, "\(pattern.name) \(version.language): \(violations)")
      }
    }
  }

  @Test("a pattern file that breaks the rules is refused")
  func brokenPatterns() {
    let head = "---\nversion: 1\n---\n# en\n"
    for text in [
      "words: a\n- One\n- Two | x\n", "words: a\n- One\n- Two | after 2\n", "words: a\n- One\n",
      "- One\n- Two\n", "words: a\n- One | 9999\n- Two\n",
    ] {
      #expect(throws: PromptError.self, "\(text)") {
        try StepPattern(name: "p", bytes: Array((head + text).utf8))
      }
    }
  }

  @Test("whatever the history says, the result keeps the rules of order, count and form")
  func property() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = SeededRandom(seed: seed)
    let words = ["book", "the", "hotel", "Rome", "", "https://x.example", "\u{202E}", "call", "1"]
    func text() -> String {
      (0..<Int(random.next() % 6)).map { _ in words[random.below(words.count)] }
        .joined(separator: " ")
    }
    for _ in 0..<300 {
      var material = BreakdownMaterial(title: text(), description: text() + "\n- " + text())
      material.existing = [text()]
      material.parents = (0..<Int(random.next() % 5)).map { _ in
        parent(
          text(),
          (0..<Int(random.next() % 8)).map { _ in
            (text(), random.next() % 3 == 0 ? nil : Int(random.next() % 900) - 100)
          }, after: [2: [0, 5], 3: [3, 1]])
      }
      let count = 1 + random.below(12)
      let result = try breakdown(material, count: count)
      #expect(StepRules(material, count: count).violations(result.steps).isEmpty, "seed \(seed)")
    }
  }
}
