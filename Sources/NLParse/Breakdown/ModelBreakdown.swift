public import FoundationEssentials
import Shared

/// Breaks a task down with the language model, on the prompt `breakdown`; code checks every step.
public struct ModelBreakdown: Sendable {
  private let layer: LanguageLayer
  private let library: PromptLibrary
  private let meaning: (any BreakdownMeaning)?

  /// A breakdown on that layer; without `meaning` repeated steps are told by their words alone.
  public init(
    layer: LanguageLayer, library: PromptLibrary, meaning: (any BreakdownMeaning)? = nil
  ) {
    self.layer = layer
    self.library = library
    self.meaning = meaning
  }

  /// The steps that keep the rules, at most `count`; `onStep` hears of each as soon as it is
  /// written, with how many there are by then.
  ///
  /// - Throws: `ModelRefusal` where no step is left.
  public func steps(
    _ material: BreakdownMaterial, count: Int, workspace: UUID,
    onStep: (@Sendable (Int, String) -> Void)? = nil
  ) async throws(ModelRefusal) -> Breakdown {
    let rendering: PromptRendering
    do throws(PromptError) {
      rendering = try PromptRendering(
        library.prompt("breakdown"), Self.values(material, count: count))
    } catch {
      throw .prompt
    }
    let progress = StepProgress(onStep)
    var question = LanguageQuestion(
      rendering, workspace: workspace, patience: .seconds(LanguageLimits.breakdownSeconds),
      problems: { json in await problems(json, material, count) })
    if onStep != nil { question.onText = { text in progress.note(text) } }
    let answer = try await layer.ask(question)
    let proposed = Self.steps(answer.json, origin: answer.origin)
    var kept = await rules(proposed, material, count).kept(proposed)
    for index in kept.indices {
      kept[index].minutes = kept[index].minutes.map { Self.biased($0, material.bias) }
    }
    guard !kept.isEmpty else { throw .invalid }
    var notes: [String] = []
    if answer.origin.wasRepaired { notes.append("repaired") }
    if kept.count < proposed.count || !answer.problems.isEmpty { notes.append("partly_taken") }
    return Breakdown(steps: kept, method: .model, notes: notes, model: answer.origin)
  }

  /// The minutes as this person needs them: estimates are multiplied by what code has learned, never
  /// by the model.
  private static func biased(_ minutes: Int, _ bias: Double) -> Int {
    let changed = Int((Double(minutes) * bias).rounded())
    let rounded = changed > 20 ? (changed + 2) / 5 * 5 : changed
    return min(max(rounded, BreakdownLimits.leastMinutes), BreakdownLimits.stepMinutes)
  }

  /// The values of the prompt's placeholders.
  static func values(_ material: BreakdownMaterial, count: Int) -> JSONObject {
    let matches = AnalogySteps.matches(material).map(\.parent)
    return [
      "task": .members([
        "title": .string(material.title),
        "description": material.description.isEmpty ? nil : .string(material.description),
        "project": material.project.map { .string($0) },
        "estimated_minutes": material.estimatedMinutes.map { .int(Int64($0)) },
      ]), "existing": .array(material.existing.map { .string($0) }),
      "siblings": .array(material.siblings.map { .string($0) }),
      "similar": .array(
        matches.map { parent in
          [
            "title": .string(parent.title),
            "steps": .array(
              parent.steps.map { step in
                .members([
                  "title": .string(step.title), "minutes": step.minutes.map { .int(Int64($0)) },
                ])
              }),
          ]
        }), "count": .int(Int64(count)),
    ]
  }

  /// The steps of an answer, those of a wrong form left out.
  static func steps(_ json: JSONValue, origin: ModelOrigin) -> [BreakdownStep] {
    (json["steps"]?.arrayValue ?? []).compactMap { item in
      guard let title = item["title"]?.stringValue else { return nil }
      return BreakdownStep(
        title, minutes: item["minutes"]?.intValue.map { Int(clamping: $0) },
        after: item["after"]?.arrayValue?.compactMap { number in
          number.intValue.map { Int(clamping: $0) - 1 }
        } ?? [], origin: .model(origin))
    }
  }

  private static let sentences: [StepRules.Rule: String] = [
    .form: "is empty, too long, or ends with a full stop", .count: "there are too many steps",
    .duplicate: "says the same as an earlier step", .existing: "exists already",
    .parent: "repeats the task", .verb: "does not begin with a verb",
    .estimate: "has an estimate that cannot be", .language: "is not in the language of the task",
    .address: "holds an address that is not in the material",
    .name: "holds a name that is not in the material",
    .order: "waits for a step that does not stand before it",
  ]

  /// The rules for those steps, with what they and the task's sub-tasks mean.
  private func rules(
    _ steps: [BreakdownStep], _ material: BreakdownMaterial, _ count: Int
  ) async -> StepRules {
    var material = material
    if let meaning {
      material.meanings = await meaning.meanings(of: steps.map(\.title) + material.existing)
    }
    return StepRules(material, count: count)
  }

  private func problems(
    _ json: JSONValue, _ material: BreakdownMaterial, _ count: Int
  ) async -> [String] {
    let origin = ModelOrigin(model: "", prompt: "", version: 1, hash: "")
    let steps = Self.steps(json, origin: origin)
    return await rules(steps, material, count).violations(steps).map { violation in
      let sentence = Self.sentences[violation.rule] ?? violation.rule.rawValue
      return violation.step.map { "step \($0 + 1) \(sentence)" } ?? sentence
    }
  }
}
