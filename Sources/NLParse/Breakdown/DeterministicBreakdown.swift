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

  /// The second list with what it lacks of the first: behind the step that stands before it there,
  /// else at the end. What stands in both keeps the first's words.
  private static func merged(
    _ first: [BreakdownStep], into second: [BreakdownStep]
  ) -> [BreakdownStep] {
    // Each step with the place that it had in the second list, by which others wait for it.
    var result = second.enumerated().map { (step: $1, place: Int?.some($0)) }
    var last: Int?
    for step in first {
      let stems = StepWords.stems(step.title)
      let place = result.firstIndex {
        StepWords.likeness(StepWords.stems($0.step.title), stems) >= BreakdownLimits.sameStep
      }
      if let place {
        result[place].step.title = step.title
        result[place].step.origin = step.origin
        last = place
      } else {
        var step = step
        step.after = []
        let place = last.map { $0 + 1 } ?? result.count
        result.insert((step, nil), at: place)
        if last != nil { last = place }
      }
    }
    var places: [Int: Int] = [:]
    for (now, entry) in result.enumerated() { if let old = entry.place { places[old] = now } }
    return result.map { entry in
      var step = entry.step
      step.after = step.after.compactMap { places[$0] }.sorted()
      return step
    }
  }
}
