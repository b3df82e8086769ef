import FoundationEssentials

/// The rules that every breakdown keeps, whatever it came from.
public struct StepRules: Sendable {
  /// A rule, by the name that results carry.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// No step is empty, overlong, or has control characters or line breaks.
    case form
    /// No more steps than asked for.
    case count
    /// No step twice.
    case duplicate
    /// No step that exists already.
    case existing
    /// No step that repeats the task.
    case parent
    /// A step begins with a verb, or ends with one in German; checked by what surely is none.
    case verb
    /// Estimates lie between `BreakdownLimits.leastMinutes` and `BreakdownLimits.stepMinutes` and add up to no nonsense.
    case estimate
    /// Steps are written in the script and, where that can be told, the language of the task.
    case language
    /// No web or mail address that is not in the material.
    case address
    /// No name that is not in the material.
    case name
    /// Steps wait for others of the breakdown only, never in a circle.
    case order
  }

  /// A broken rule, and by which step, counted from 0; nil for all together.
  public struct Violation: Hashable, Sendable {
    /// The rule.
    public let rule: Rule
    /// The step.
    public let step: Int?
  }

  private let material: BreakdownMaterial
  private let count: Int
  private let known: String
  private let knownWords: Set<String>
  private let parentStems: Set<String>
  private let existing: [Set<String>]

  /// The rules for a task and a number of steps.
  public init(_ material: BreakdownMaterial, count: Int) {
    self.material = material
    self.count = min(max(count, 1), BreakdownLimits.steps)
    known =
      ([material.title, material.description, material.project ?? ""] + material.existing
      + material.siblings + material.parents.flatMap { [$0.title] + $0.steps.map(\.title) })
      .joined(separator: "\n").lowercased()
    knownWords = Set(StepWords.words(known))
    parentStems = StepWords.stems(material.title)
    existing = material.existing.map { StepWords.stems($0) }
  }

  /// What the steps break.
  public func violations(_ steps: [BreakdownStep]) -> [Violation] {
    var found: [Violation] = []
    if steps.count > count { found.append(Violation(rule: .count, step: nil)) }
    for index in steps.indices {
      found += broken(steps[index], before: steps[..<index]).map {
        Violation(rule: $0, step: index)
      }
      if steps[index].after.contains(where: { $0 >= index || $0 < 0 }) {
        found.append(Violation(rule: .order, step: index))
      }
    }
    if isSumAbsurd(steps) { found.append(Violation(rule: .estimate, step: nil)) }
    return found
  }

  /// The steps that break nothing: others left out, estimates and order put right.
  public func kept(_ steps: [BreakdownStep]) -> [BreakdownStep] {
    var kept: [BreakdownStep] = []
    var places: [Int: Int] = [:]
    for (index, step) in steps.enumerated() where kept.count < count {
      var step = step
      step.title = Self.cleaned(step.title)
      if let minutes = step.minutes,
        !(BreakdownLimits.leastMinutes...BreakdownLimits.stepMinutes ~= minutes)
      {
        step.minutes = nil
      }
      guard broken(step, before: kept[...]).isEmpty else { continue }
      step.after = Set(step.after.compactMap { places[$0] }).sorted()
      places[index] = kept.count
      kept.append(step)
    }
    if isSumAbsurd(kept) {
      for index in kept.indices { kept[index].minutes = nil }
    }
    return kept
  }

  private static func cleaned(_ title: String) -> String {
    var text = PromptText.clean(title).replacing("\n", with: " ").replacing("\t", with: " ").trimmed
    while let last = text.last, ".;,".contains(last) { text.removeLast() }
    if text.count > BreakdownLimits.stepCharacters {
      text = text.prefix(BreakdownLimits.stepCharacters).trimmed
    }
    return text
  }

  private func broken(_ step: BreakdownStep, before: ArraySlice<BreakdownStep>) -> [Rule] {
    var rules: [Rule] = []
    let stems = StepWords.stems(step.title)
    if step.title.count < 2 || step.title.count > BreakdownLimits.stepCharacters
      || step.title != Self.cleaned(step.title) || StepWords.words(step.title).isEmpty
    {
      rules.append(.form)
    }
    if before.contains(where: { isSame($0.title, StepWords.stems($0.title), step.title, stems) }) {
      rules.append(.duplicate)
    }
    if zip(material.existing, existing).contains(where: { isSame($0, $1, step.title, stems) }) {
      rules.append(.existing)
    }
    if !stems.isEmpty, Self.repeats(parentStems, stems) { rules.append(.parent) }
    if let minutes = step.minutes,
      !(BreakdownLimits.leastMinutes...BreakdownLimits.stepMinutes ~= minutes)
    {
      rules.append(.estimate)
    }
    // What people wrote themselves may be written as they like.
    switch step.origin {
    case .written, .analogy: return rules
    case .pattern, .model: break
    }
    if StepLanguage.beginsWithoutVerb(step.title) { rules.append(.verb) }
    if !StepLanguage.fits(step.title, material) { rules.append(.language) }
    if hasStrangeAddress(step.title) { rules.append(.address) }
    if hasStrangeName(step.title) { rules.append(.name) }
    return rules
  }

  /// True where two titles say the same, by their words or by their meaning.
  private func isSame(
    _ title: String, _ stems: Set<String>, _ other: String, _ otherStems: Set<String>
  ) -> Bool {
    StepWords.likeness(stems, otherStems) >= 0.75 || material.meanings.areSame(title, other)
  }

  /// True where the step says what the task says, and nothing else.
  private static func repeats(_ parent: Set<String>, _ step: Set<String>) -> Bool {
    let common = parent.intersection(step).count
    return common == step.count && common * 4 >= parent.count * 3
  }

  private func isSumAbsurd(_ steps: [BreakdownStep]) -> Bool {
    guard let whole = material.estimatedMinutes, whole > 0 else { return false }
    return steps.reduce(0) { $0 + ($1.minutes ?? 0) } > whole * 4
  }

  private func hasStrangeAddress(_ title: String) -> Bool {
    title.lowercased().split(whereSeparator: \.isWhitespace).contains { word in
      let isAddress =
        word.contains("://") || word.hasPrefix("www.") || word.contains("@") || Self.isDomain(word)
      return isAddress && !known.contains(word)
    }
  }

  /// True for a word such as `example.com`.
  private static func isDomain(_ word: Substring) -> Bool {
    guard let dot = word.lastIndex(of: ".") else { return false }
    let end = word[word.index(after: dot)...].prefix { $0.isLetter }
    return dot > word.startIndex && end.count >= 2 && word[..<dot].last?.isLetter == true
  }

  /// True where a word with a capital stands inside the title and not in the material. German writes
  /// every noun like that, so there only words with several capitals count.
  private func hasStrangeName(_ title: String) -> Bool {
    let isGerman = StepLanguage.of(title, material) == "de"
    let words = title.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
    for (index, word) in words.enumerated() {
      guard let first = word.first, first.isUppercase else { continue }
      let capitals = word.filter(\.isUppercase).count
      let isAbbreviation = capitals == word.count
      if index == 0 || isAbbreviation || (isGerman && capitals < 2) { continue }
      let parts = StepWords.words(String(word))
      if !parts.allSatisfy({ knownWords.contains($0) }) { return true }
    }
    return false
  }
}
