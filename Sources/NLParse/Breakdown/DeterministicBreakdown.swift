/// Breaks a task down without a model: by what was done before, by the task's own words, and by a
/// general pattern; where nothing fits, it says so.
public struct DeterministicBreakdown: Sendable {
  private let patterns: PatternLibrary

  /// A breakdown that knows those patterns.
  public init(patterns: PatternLibrary) {
    self.patterns = patterns
  }

  /// The steps, at most `count`.
  ///
  /// What the person wrote down is always there; what was done before comes first where there is
  /// enough of it, else a pattern fills up.
  public func steps(_ material: BreakdownMaterial, count: Int) -> Breakdown {
    let rules = StepRules(material, count: count)
    let written = WrittenSteps.steps(title: material.title, description: material.description)
      .map { BreakdownStep($0, origin: .written) }
    let analogy = rules.kept(AnalogySteps.steps(material, count: count))
    let kept = rules.kept(written)
    if analogy.count >= 3 {
      return Breakdown(steps: rules.kept(Self.merged(kept, into: analogy)), method: .analogy)
    }
    if kept.count >= 2 {
      return Breakdown(steps: rules.kept(Self.merged(analogy, into: kept)), method: .written)
    }
    if let (_, version) = patterns.match(material.title, description: material.description) {
      let general = rules.kept(version.steps)
      let steps = rules.kept(Self.merged(analogy, into: general))
      if steps.count >= 2 { return Breakdown(steps: steps, method: .pattern) }
    }
    if analogy.count >= 2 { return Breakdown(steps: analogy, method: .analogy) }
    return Breakdown(steps: [], method: .nothing, notes: ["nothing_fits"])
  }

  /// The second list with what it lacks of the first at its end; what stands in both keeps the
  /// first's words.
  private static func merged(
    _ first: [BreakdownStep], into second: [BreakdownStep]
  ) -> [BreakdownStep] {
    var result = second
    for step in first {
      let stems = StepWords.stems(step.title)
      let place = result.firstIndex {
        StepWords.likeness(StepWords.stems($0.title), stems) >= BreakdownLimits.sameStep
      }
      if let place {
        result[place].title = step.title
        result[place].origin = step.origin
      } else {
        var step = step
        step.after = []
        result.append(step)
      }
    }
    return result
  }
}
