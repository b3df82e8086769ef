import Foundation
import NLParse
import Shared
import Testing

/// Each rule of breakdowns, with a step that breaks it and one that does not.
@Suite struct StepRulesTests {
  private static let origin = BreakdownStep.Origin.model(
    ModelOrigin(model: "m", prompt: "p", version: 1, hash: "h"))

  private static var material: BreakdownMaterial {
    var material = BreakdownMaterial(
      title: "Organise the autumn conference",
      description: "With Ada Lovelace, see https://conf.example/plan")
    material.existing = ["Book the venue"]
    material.estimatedMinutes = 300
    return material
  }

  private func rules(
    _ steps: [BreakdownStep], count: Int = 9, of material: BreakdownMaterial = Self.material
  ) -> Set<StepRules.Rule> {
    Set(StepRules(material, count: count).violations(steps).map(\.rule))
  }

  private func step(
    _ title: String, minutes: Int? = nil, after: [Int] = []
  ) -> BreakdownStep {
    BreakdownStep(title, minutes: minutes, after: after, origin: Self.origin)
  }

  @Test("steps that keep all rules are kept as they are")
  func good() {
    let steps = [
      step("Invite Ada Lovelace", minutes: 20),
      step("Write the programme", minutes: 60, after: [0]),
      step("Read https://conf.example/plan", after: [0, 1]),
    ]
    #expect(rules(steps).isEmpty)
    #expect(StepRules(Self.material, count: 9).kept(steps) == steps)
  }

  /// One step that breaks one rule.
  private static let breaking: [(StepRules.Rule, String)] = [
    (.form, "x"), (.form, "Write the programme\nand more"), (.form, "Write the programme."),
    (.form, String(repeating: "Write programmes ", count: 20)),
    (.form, "Write\u{200B} a programme"),
    (.existing, "Book a venue"), (.existing, "book the venue"),
    (.parent, "Organise the autumn conference"), (.parent, "The conference in autumn, organise"),
    (.verb, "The programme"), (.verb, "2 programmes"), (.verb, "First write a programme"),
    (.language, "Die Einladungen für die Gäste schreiben"), (.language, "邀请嘉宾并安排日程"),
    (.address, "Order from www.shop.example"), (.address, "Mail info@shop.example"),
    (.address, "Order cups at cups.example.org"), (.name, "Ask Grace Hopper to speak"),
    (.name, "Order boxes from Globex"),
  ]

  @Test("each rule is broken by a step made for it, and the step is left out", arguments: breaking)
  func broken(rule: StepRules.Rule, title: String) {
    #expect(rules([step(title)]).contains(rule), "\(title)")
    let kept = StepRules(Self.material, count: 9).kept([step(title), step("Print the badges")])
    if rule == .form {
      // A form that can be put right is.
      #expect(rules(kept).isEmpty)
    } else {
      #expect(kept.map(\.title) == ["Print the badges"], "\(title)")
    }
  }

  @Test("no more steps than asked for, and none twice")
  func countAndDuplicates() {
    let steps = ["Write a list", "Print the badges", "Call the caterer"].map { step($0) }
    #expect(rules(steps, count: 2) == [.count])
    #expect(StepRules(Self.material, count: 2).kept(steps).count == 2)
    #expect(rules(steps + [step("Print badges")]) == [.duplicate])
    #expect(StepRules(Self.material, count: 9).kept(steps + [step("Print badges")]).count == 3)
  }

  @Test("what says the same in other words is told by its meaning, and only where it is known")
  func meaning() {
    let steps = [step("Print the badges"), step("Reserve a location"), step("Have name tags made")]
    #expect(rules(steps).isEmpty)
    var material = Self.material
    material.meanings = StepMeanings(
      ["Book the venue", "Reserve a location", "Print the badges", "Have name tags made"],
      vectors: [[1, 0], [0.95, 0.312_25], [0, 1], [0.05, 0.998_749]])
    #expect(
      StepRules(material, count: 9).violations(steps).map(\.rule) == [.existing, .duplicate])
    #expect(
      StepRules(material, count: 9).kept(steps).map(\.title) == ["Print the badges"])
    // Near is not the same: paying an invoice is not sending it.
    material.meanings = StepMeanings(
      ["Book the venue", "Reserve a location"], vectors: [[1, 0], [0.88, 0.474_97]])
    #expect(StepRules(material, count: 9).violations(steps).isEmpty)
  }

  @Test("estimates out of bounds are dropped, and all of them where they add up to nonsense")
  func estimates() {
    #expect(rules([step("Write a list", minutes: 1)]) == [.estimate])
    #expect(rules([step("Write a list", minutes: 5_000)]).contains(.estimate))
    let kept = StepRules(Self.material, count: 9).kept([step("Write a list", minutes: 5_000)])
    #expect(kept.first?.minutes == nil)
    let much = (0..<4).map { step("Write list \($0 * 11)\($0)", minutes: 480) }
    #expect(rules(much) == [.estimate])
    #expect(StepRules(Self.material, count: 9).kept(much).allSatisfy { $0.minutes == nil })
  }

  @Test("steps wait for earlier ones only; numbers follow where a step is left out")
  func order() {
    #expect(rules([step("Write a list", after: [0])]) == [.order])
    #expect(rules([step("Write a list", after: [1]), step("Print the badges")]) == [.order])
    #expect(rules([step("Write a list", after: [-1])]) == [.order])
    let kept = StepRules(Self.material, count: 9).kept([
      step("Write a list", after: [2]), step("Book the venue"),
      step("Print the badges", after: [0, 1]),
      step("Call the caterer", after: [1, 2, 7]),
    ])
    #expect(kept.map(\.after) == [[], [0], [1]])
  }

  @Test("German steps may write nouns with capitals, and end with their verb")
  func german() {
    var material = BreakdownMaterial(title: "Umzug nach Bern planen")
    material.description = "Die neue Wohnung ist ab Mai frei."
    let steps = [step("Kartons besorgen"), step("Adresse bei der Bank ändern")]
    #expect(rules(steps, of: material).isEmpty)
    #expect(rules([step("Book the movers for the day")], of: material) == [.language])
  }
}
